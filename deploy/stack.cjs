// serverless.yml takes its functions and resources from here; what makes them is TypeScript.
const { stackOf } = require('tsx/cjs/api').require('./stack.ts', __filename);
const { rulePrefix } = require('tsx/cjs/api').require('./stage.ts', __filename);

/** The framework resolves variables in what it gets; all others are meant for AWS. */
const FRAMEWORK = /\$\{(?!(?:param|sls|self|opt|env):)/g;

module.exports = async ({ resolveVariable }) => {
  const stage = await resolveVariable('sls:stage');
  const [ingest, reserve] = await Promise.all(['ingest', 'reserve'].map((name) => resolveVariable(`param:${name}`)));
  const stack = stackOf({ stage, ingest, reserve });
  return { ...JSON.parse(JSON.stringify(stack).replace(FRAMEWORK, '\\\\${')), rulePrefix: rulePrefix(stage) };
};
