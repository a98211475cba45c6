import type { SecretName } from '../../lib/secret.ts';
import { aws, outputOf } from '../aws-cli.ts';
import { readDomain, readDomains } from '../doors.mjs';
import { parametersOf } from '../parameters.ts';
import { ruleNameIn } from '../stage.ts';
import { type Check, require } from './check.ts';
import { endpointOf } from './place.ts';
import { clockCheck, issuerCheck, redisCheck } from './services.ts';
import { secret } from './stored.ts';

const SECRETS: SecretName[] = ['redis_token', 'redis_read_token', 'code_keys'];

const region = async (): Promise<string> => process.env.AWS_REGION ?? (await aws('configure get region'));

/** What has to be right in AWS for a stage to work, in the order in which one thing needs another. */
export function checksOf(stage: string): Check[] {
  return [
    {
      name: 'AWS account',
      hint: 'Configure the AWS command line: credentials and region.',
      run: async () => `${await aws('sts get-caller-identity --query Account')}, ${await region()}`,
    },
    {
      name: 'parameters',
      hint: 'docs/deploying.md, section 4.',
      run: async () => {
        const issuer = (await hasUserPool(stage)) ? 'cognito' : 'own';
        const stored = Object.values(parametersOf({ stage, issuer })).map(({ Default }) => Default);
        const found = (await aws('ssm get-parameters --query Parameters[].Name --names', ...stored)).split(/\s+/);
        const missing = stored.filter((name) => !found.includes(name));
        require(missing.length === 0, `${missing.join(', ')} missing`);
        return found.join(', ');
      },
    },
    ...SECRETS.map((name) => secretCheck(stage, name)),
    redisCheck(stage),
    issuerCheck(stage),
    {
      name: 'authorizer',
      hint: 'Deploy the stage again; without its authorizer nobody can connect.',
      run: async () => {
        const status = await aws(
          'iot describe-authorizer --query authorizerDescription.status --authorizer-name',
          `skein-${stage}`,
        );
        require(status === 'ACTIVE', `it is ${status}`);
        return status;
      },
    },
    {
      name: 'rules',
      hint: 'Deploy the stage again, or enable the rule.',
      run: async () => {
        const rules = readDomains().flatMap((domain) => Object.keys(readDomain(domain).rules ?? {}));
        const text = await aws('iot list-topic-rules --query rules[?ruleDisabled==`false`].ruleName');
        const found = new Set(text.split(/\s+/));
        const missing = rules.map((rule) => ruleNameIn(stage, rule)).filter((name) => !found.has(name));
        require(missing.length === 0, `${missing.join(', ')} missing or disabled`);
        return `${rules.length} of them`;
      },
    },
    endpointCheck(stage),
    clockCheck(stage),
  ];
}

/** Whether its tokens are issued by a user pool of the stack. */
const hasUserPool = (stage: string): Promise<boolean> =>
  outputOf(stage, 'UserPoolId').then(
    () => true,
    () => false,
  );

const secretCheck = (stage: string, name: SecretName): Check => ({
  name: `secret ${name}`,
  hint: 'docs/deploying.md, section 4.',
  run: async () => {
    const value = await secret(stage, name);
    if (name === 'code_keys') {
      const { signs, keys } = JSON.parse(value) as { signs: string; keys: Record<string, string> };
      require(Boolean(keys[signs]), 'the key that signs is not among the keys');
      require(Object.keys(keys).every((id) =>
        /^[A-Za-z0-9]{0,8}$/.test(id),
      ), 'a key has an id of other than 8 letters and digits');
    }
    return 'there';
  },
});

const endpointCheck = (stage: string): Check => ({
  name: 'endpoint',
  hint: 'Deploy the stage again; docs/deploying.md, section 6, says how clients connect.',
  run: async () => {
    const status = await endpointOf(stage, 'domainConfigurationStatus');
    require(status === 'ENABLED', `it is ${status}`);
    return `${await endpointOf(stage)}, port 443, ALPN protocol mqtt`;
  },
});
