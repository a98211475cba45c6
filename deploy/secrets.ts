import type { SecretName } from '../lib/secret.ts';
import type { Statement } from './arn.ts';
import type { FunctionEntry } from './domain-file.ts';

/** The secrets that a function needs: Redis's token, one that only reads where it only reads, and what it declares. */
export function secretsOf(entry: FunctionEntry | null): SecretName[] {
  const { redis, secrets = [] } = entry ?? {};
  if (redis === 'nothing') return secrets;
  return [redis === 'reads' ? 'redis_read_token' : 'redis_token', ...secrets];
}

/** Secrets Manager adds six random characters to a secret's name. */
export const mayReadSecrets = (names: readonly SecretName[], stage: string): Statement => ({
  Action: 'secretsmanager:GetSecretValue',
  Resource: names.map((name) => ({
    'Fn::Sub': `arn:\${AWS::Partition}:secretsmanager:\${AWS::Region}:\${AWS::AccountId}:secret:skein/${stage}/${name}-??????`,
  })),
});
