import { randomUUID } from 'node:crypto';
import type { Invoke } from '../functions.ts';
import { functionNamer, type Serverless } from '../serverless.ts';
import { allows, type PolicyAction, type PolicyDocument, parsePolicies } from './policy.ts';

/** What a client shows when it connects. */
export interface Credentials {
  clientId: string;
  username: string | undefined;
  password: Buffer | undefined;
}

/** What the authorizer lets a client do, until it has to be asked again. */
export interface Permit {
  principal: string;
  may(action: PolicyAction, name: string): boolean;
  disconnectAfter: number;
  refreshAfter: number;
}

interface AuthorizerAnswer {
  isAuthenticated: boolean;
  principalId: string;
  disconnectAfterInSeconds: number;
  refreshAfterInSeconds: number;
  policyDocuments: (PolicyDocument | string)[];
}

const PRINCIPAL = /^[a-zA-Z0-9]{1,128}$/;
const SECONDS = { least: 300, most: 86_400 };
const POLICIES = { most: 10, characters: 2048 };
const TIME_LIMIT = 5000;

/** The function of the deployment's AWS::IoT::Authorizer; throws where there is none. */
export function authorizerOf({ service }: Serverless): string {
  const authorizer = Object.values(service.resources?.Resources ?? {}).find(
    ({ Type }) => Type === 'AWS::IoT::Authorizer',
  );
  if (!authorizer) throw new Error('no AWS::IoT::Authorizer among the resources: nobody could connect');
  return functionNamer(service)(authorizer.Properties?.AuthorizerFunctionArn);
}

/**
 * Asks the custom authorizer as AWS does, and holds its answer to AWS's rules
 * (https://docs.aws.amazon.com/iot/latest/developerguide/custom-auth-lambda.html).
 * Rejects with the reason when the client must not connect, or may not any more.
 */
export async function permitFor(
  credentials: Credentials,
  invoke: Invoke,
  functionKey: string,
  arn: string,
): Promise<Permit> {
  const { clientId, username, password } = credentials;
  const event = {
    signatureVerified: false,
    protocols: ['mqtt'],
    protocolData: { mqtt: { clientId, username, password: password?.toString('base64') } },
    connectionMetadata: { id: randomUUID() },
  };
  const answer = (await Promise.race([invoke(functionKey, event), tooSlow()])) as AuthorizerAnswer;
  if (!answer?.isAuthenticated) throw new Error('the authorizer does not know it');
  const flaw = flawIn(answer);
  if (flaw) throw new Error(`AWS would not take the authorizer's answer: ${flaw}`);
  const statements = parsePolicies(answer.policyDocuments);
  const may = (action: PolicyAction, name: string) => allows(statements, arn, clientId, action, name);
  if (!may('Connect', clientId)) throw new Error('its policy does not let it connect with this client id');
  return {
    // AWS documents what the principal is for certificates and IAM only: here it is something that nobody can use
    principal: randomUUID().replaceAll('-', ''),
    may,
    disconnectAfter: answer.disconnectAfterInSeconds * 1000,
    refreshAfter: answer.refreshAfterInSeconds * 1000,
  };
}

function flawIn(answer: AuthorizerAnswer): string | undefined {
  if (!PRINCIPAL.test(answer.principalId)) return 'principalId must be 1 to 128 letters and digits';
  for (const name of ['disconnectAfterInSeconds', 'refreshAfterInSeconds'] as const) {
    const seconds = answer[name];
    if (!(seconds >= SECONDS.least && seconds <= SECONDS.most))
      return `${name} must be ${SECONDS.least} to ${SECONDS.most}`;
  }
  if (answer.policyDocuments.length > POLICIES.most) return `more than ${POLICIES.most} policy documents`;
  const lengths = answer.policyDocuments.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)).length);
  return lengths.some((length) => length > POLICIES.characters)
    ? `a policy document of more than ${POLICIES.characters} characters`
    : undefined;
}

const tooSlow = () =>
  new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error(`the authorizer took more than ${TIME_LIMIT} ms`)), TIME_LIMIT).unref(),
  );
