// serverless.yml takes its functions and resources from here; what makes them is TypeScript.
const { stackOf } = require('tsx/cjs/api').require('./stack.ts', __filename);
const { rulePrefix } = require('tsx/cjs/api').require('./stage.ts', __filename);

/** The framework resolves variables in what it gets; all others are meant for AWS. */
const FRAMEWORK = /\$\{(?!(?:param|sls|self|opt|env):)/g;

/** The parameters that decide which resources there are; all others are values of settings. */
const PARAMETERS = [
  ...['ingest', 'reserve'],
  ...['edge', 'firewall', 'firewall_rate'],
  ...['archive', 'archive_days'],
  ...['issuer', 'sign_in_callback'],
  ...['alarms', 'tracing'],
];

module.exports = async ({ resolveVariable }) => {
  const stage = await resolveVariable('sls:stage');
  const region = await resolveVariable('self:provider.region');
  const given = await Promise.all(PARAMETERS.map(async (name) => [name, await resolveVariable(`param:${name}`)]));
  const stack = stackOf({ stage, region, ...Object.fromEntries(given) });
  return { ...JSON.parse(JSON.stringify(stack).replace(FRAMEWORK, '\\\\${')), rulePrefix: rulePrefix(stage) };
};
