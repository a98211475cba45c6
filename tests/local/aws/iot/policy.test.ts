import fc from 'fast-check';
import { authorizerOf, permitFor } from '../../../../local/aws/iot/authorizer.ts';
import {
  allows,
  isLike,
  type PolicyAction,
  type PolicyDocument,
  parsePolicies,
} from '../../../../local/aws/iot/policy.ts';
import type { Serverless } from '../../../../local/aws/serverless.ts';

const ARN = 'arn:aws:iot:local:000000000000';
const CLIENT_ID = '$' + '{iot:ClientId}';

type Statement = Exclude<PolicyDocument['Statement'], unknown[]>;

const statement = (Effect: 'Allow' | 'Deny', Action: string | string[], ...names: string[]): Statement => ({
  Effect,
  Action,
  Resource: names.map((name) => `${ARN}:${name}`),
});
const policy = (...statements: Statement[]): PolicyDocument => ({ Version: '2012-10-17', Statement: statements });
const may = (document: PolicyDocument | string, action: PolicyAction, name: string, clientId = 'AAA') =>
  allows(parsePolicies([document]), ARN, clientId, action, name);

describe('isLike', () => {
  const meanings: Record<string, string> = { '*': '[^]*', '?': '[^]' };
  const oracle = (pattern: string) =>
    new RegExp(`^${[...pattern].map((one) => meanings[one] ?? one.replace(/\W/, '\\$&')).join('')}$`);

  test.each(['ab', 'ab*?', 'a/+#$.\n\\^(*?'])('says what a regular expression says, of texts from %j', (characters) => {
    const text = fc.string({ unit: fc.constantFrom(...characters), maxLength: 10 });
    const pattern = fc.string({ unit: fc.constantFrom(...characters, '*', '?'), maxLength: 8 });
    fc.assert(
      fc.property(pattern, text, (one, other) => isLike(one, other) === oracle(one).test(other)),
      { numRuns: 3000 },
    );
  });

  test('does not take long for a pattern that a backtracking match would never finish', () => {
    const before = performance.now();
    expect(isLike(`${'*a'.repeat(500)}b`, 'a'.repeat(2000))).toBe(false);
    expect(performance.now() - before).toBeLessThan(2000);
  });
});

describe('allows', () => {
  test('nothing that is not said, and each action on its own kind of resource alone', () => {
    const own = policy(
      statement('Allow', 'iot:Connect', 'client/AAA'),
      statement('Allow', 'iot:Publish', 'topic/a/*'),
      statement('Allow', 'iot:Subscribe', 'topicfilter/b/*'),
      statement('Allow', 'iot:Receive', 'topic/c/*'),
    );
    const asked = (action: PolicyAction) => ['AAA', 'a/x', 'b/x', 'c/x'].filter((name) => may(own, action, name));
    expect(asked('Connect')).toEqual(['AAA']);
    expect(asked('Publish')).toEqual(['a/x']);
    expect(asked('RetainPublish')).toEqual([]);
    expect(asked('Subscribe')).toEqual(['b/x']);
    expect(asked('Receive')).toEqual(['c/x']);
    expect(allows([], ARN, 'AAA', 'Connect', 'AAA')).toBe(false);
  });

  test('one Deny outweighs every Allow, wherever it stands', () => {
    const [all, secret] = [statement('Allow', 'iot:*', '*'), statement('Deny', 'iot:Publish', 'topic/secret/*')];
    for (const document of [policy(all, secret), policy(secret, all)]) {
      expect(may(document, 'Publish', 'secret/x')).toBe(false);
      expect(may(document, 'Receive', 'secret/x')).toBe(true);
      expect(may(document, 'Publish', 'open')).toBe(true);
    }
    expect(allows(parsePolicies([policy(all), policy(secret)]), ARN, 'AAA', 'Publish', 'secret/x')).toBe(false);
  });

  test('the wildcards of MQTT are plain characters, those of policies are not', () => {
    const plus = policy(statement('Allow', 'iot:Subscribe', 'topicfilter/devices/+/state'));
    expect(may(plus, 'Subscribe', 'devices/+/state')).toBe(true);
    expect(may(plus, 'Subscribe', 'devices/AAA/state')).toBe(false);
    const own = policy(statement('Allow', 'iot:Subscribe', 'topicfilter/devices/AA?/*'));
    for (const filter of ['devices/AAA/#', 'devices/AAB/a/b', 'devices/AAA/']) {
      expect(may(own, 'Subscribe', filter)).toBe(true);
    }
    for (const filter of ['devices/+/#', 'devices/#', '#', 'devices/AA/x', 'devices/AAAA/x', 'devices/AAA']) {
      expect(may(own, 'Subscribe', filter)).toBe(false);
    }
  });

  test('the client id stands where the policy names it', () => {
    const own = policy(statement('Allow', 'iot:Publish', `topic/devices/${CLIENT_ID}/x`));
    expect(may(own, 'Publish', 'devices/AAA/x')).toBe(true);
    expect(may(own, 'Publish', 'devices/BBB/x')).toBe(false);
    expect(may(own, 'Publish', 'devices/$&/x', '$&')).toBe(true);
  });

  test.each(['*', '???', 'A*'])('the client id %s gains nothing where the policy names the client id', (clientId) => {
    const own = policy(statement('Allow', 'iot:Publish', `topic/devices/${CLIENT_ID}/x`));
    expect(may(own, 'Publish', 'devices/AAA/x', clientId)).toBe(false);
  });
});

describe('parsePolicies', () => {
  test('reads objects and JSON, one statement or several', () => {
    const one = statement('Allow', 'iot:Publish', 'topic/a');
    for (const document of [policy(one), { Statement: one }, JSON.stringify(policy(one))]) {
      expect(may(document, 'Publish', 'a')).toBe(true);
    }
  });

  test.each(['Condition', 'NotAction', 'NotResource', 'Principal'])('does not pass over %s', (member) => {
    const document = { Statement: { ...statement('Allow', 'iot:*', '*'), [member]: {} } };
    expect(() => parsePolicies([document])).toThrow(`a policy statement has ${member}`);
  });

  test.each(['Effect', 'Action', 'Resource'])('does not take a statement without %s', (member) => {
    const document = { Statement: { ...statement('Allow', 'iot:*', '*'), [member]: undefined } };
    expect(() => parsePolicies([JSON.stringify(document)])).toThrow();
  });
});

describe('the custom authorizer', () => {
  const everything = policy(statement('Allow', '*', '*'));
  const yes = {
    isAuthenticated: true,
    principalId: 'abc123',
    disconnectAfterInSeconds: 3600,
    refreshAfterInSeconds: 300,
    policyDocuments: [everything] as (PolicyDocument | string)[],
  };
  const credentials = { clientId: 'AAA', username: 'me', password: Buffer.from('secret') };
  const ask = (answer: unknown) => permitFor(credentials, async () => answer, 'f', ARN);

  test('is asked with the event that AWS sends', async () => {
    const invoke = jest.fn(async () => yes);
    const permit = await permitFor(credentials, invoke, 'authMqtt', ARN);
    expect(permit.principal).not.toBe('abc123');
    expect(permit).toMatchObject({ disconnectAfter: 3_600_000, refreshAfter: 300_000 });
    expect(invoke).toHaveBeenCalledWith('authMqtt', {
      signatureVerified: false,
      protocols: expect.arrayContaining(['mqtt']),
      protocolData: { mqtt: { clientId: 'AAA', username: 'me', password: 'c2VjcmV0' } },
      connectionMetadata: { id: expect.any(String) },
    });
  });

  const connectOnly = policy(statement('Allow', 'iot:Connect', 'client/BBB'));
  test.each([
    ['a refusal', { ...yes, isAuthenticated: false }, 'does not know'],
    ['no answer', undefined, 'does not know'],
    ['a principal with a blank', { ...yes, principalId: 'a b' }, 'principalId'],
    ['a principal of 129 letters', { ...yes, principalId: 'a'.repeat(129) }, 'principalId'],
    ['a day and a second', { ...yes, disconnectAfterInSeconds: 86_401 }, 'disconnectAfterInSeconds'],
    ['less than five minutes', { ...yes, refreshAfterInSeconds: 299 }, 'refreshAfterInSeconds'],
    ['no time', { ...yes, disconnectAfterInSeconds: undefined }, 'disconnectAfterInSeconds'],
    ['eleven policies', { ...yes, policyDocuments: Array(11).fill(everything) }, 'more than 10'],
    ['a long policy', { ...yes, policyDocuments: [`{"Statement":[]${' '.repeat(2033)}}`] }, '2048 characters'],
    ['a policy for somebody else', { ...yes, policyDocuments: [connectOnly] }, 'connect with this client id'],
    ['a policy that is not JSON', { ...yes, policyDocuments: ['{'] }, 'JSON'],
  ])('%s lets nobody in', async (_, answer, reason) => {
    await expect(ask(answer)).rejects.toThrow(reason);
  });

  test('an answer at its limits is taken', async () => {
    const longest = `{"Statement":[${JSON.stringify(everything.Statement)}]}`.replace('[[', '[').replace(']]', ']');
    const padded = `${' '.repeat(2048 - longest.length)}${longest}`;
    const limits = { principalId: 'a'.repeat(128), disconnectAfterInSeconds: 86_400, policyDocuments: [padded] };
    expect((await ask({ ...yes, ...limits })).may('Publish', 'x')).toBe(true);
  });

  test('has five seconds', async () => {
    jest.useFakeTimers();
    const asked = permitFor(credentials, () => new Promise(() => {}), 'f', ARN);
    const refused = expect(asked).rejects.toThrow('took more than 5000 ms');
    await jest.advanceTimersByTimeAsync(5000);
    await refused;
    jest.useRealTimers();
  });

  test('is found among the resources, and missed by name', () => {
    const service = (Resources: Serverless['service']['resources']) =>
      ({ service: { resources: Resources, getAllFunctions: () => ['auth'] } }) as unknown as Serverless;
    const Properties = { AuthorizerFunctionArn: { 'Fn::GetAtt': ['AuthLambdaFunction', 'Arn'] } };
    expect(authorizerOf(service({ Resources: { A: { Type: 'AWS::IoT::Authorizer', Properties } } }))).toBe('auth');
    expect(() => authorizerOf(service({}))).toThrow('no AWS::IoT::Authorizer');
  });
});
