// Puts the domains' functions.yml files together, and gives every function what all of them have alike: its own
// bundle, and a role of its own that may write its own log and do what the function's `iam` statements say, no more.

const rulesOf = require('./rules.cjs');

const capitalized = (name) => name[0].toUpperCase() + name.slice(1);

function role(functionName, lambdaName, statements) {
  const log = `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:/aws/lambda/${lambdaName}:*`;
  const Statement = [
    { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: { 'Fn::Sub': log } },
    ...statements.map((statement) => ({ Effect: 'Allow', ...statement })),
  ];
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [trust] },
      Policies: [{ PolicyName: functionName, PolicyDocument: { Version: '2012-10-17', Statement } }],
    },
  };
}

// The framework resolves variables in what we return once more: what looks like one by now is meant for AWS.
const literal = (value) => JSON.parse(JSON.stringify(value).replaceAll('${', '\\\\${'));

module.exports = async ({ resolveVariable }) => {
  const functions = {};
  const Resources = {};
  const ingest = await resolveVariable('param:ingest');
  for (const domain of await resolveVariable('self:custom.domains')) {
    const file = literal(await resolveVariable(`file(functions/${domain}/functions.yml)`));
    const rules = file.rules ? rulesOf(domain, file.rules, ingest) : { resources: {}, functions: {} };
    for (const [name, { iam = [], events = [], ...definition }] of Object.entries(file.functions)) {
      const lambdaName = `skein-${await resolveVariable('sls:stage')}-${name}`;
      const roleName = `${capitalized(name)}Role`;
      const behind = rules.functions[name] ?? { events: [], iam: [] };
      Resources[roleName] = role(name, lambdaName, [...iam, ...behind.iam]);
      functions[name] = {
        ...definition,
        ...(behind.destinations && { destinations: behind.destinations }),
        name: lambdaName,
        role: { 'Fn::GetAtt': [roleName, 'Arn'] },
        events: [...events, ...behind.events],
        package: { patterns: [definition.handler.replace('.handler', '.cjs*')] },
      };
    }
    Object.assign(Resources, rules.resources, file.resources);
  }
  return { functions, resources: { Resources } };
};
