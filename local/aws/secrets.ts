import type { IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';

/** The laptop's secrets, by the names that lib/secret.ts knows. */
export type Secrets = Record<string, string>;

export const SECRETS = 'skein/local/';

export const asksForSecret = ({ headers }: IncomingMessage): boolean =>
  headers['x-amz-target'] === 'secretsmanager.GetSecretValue';

/** Secrets Manager's GetSecretValue (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html). */
export async function getSecretValue(request: IncomingMessage, secrets: Secrets): Promise<[number, object]> {
  const { SecretId = '' } = (await json(request)) as { SecretId?: string };
  const value = secrets[SecretId.slice(SECRETS.length)];
  if (value === undefined || !SecretId.startsWith(SECRETS)) {
    return [400, { __type: 'ResourceNotFoundException', Message: "Secrets Manager can't find the specified secret." }];
  }
  return [200, { Name: SecretId, SecretString: value, VersionStages: ['AWSCURRENT'] }];
}
