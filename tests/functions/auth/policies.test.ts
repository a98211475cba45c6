import { clientIdOf, mayConnectAs, policiesOf } from '../../../functions/auth/policies.ts';
import type { Caller } from '../../../lib/http.ts';
import { allows, type PolicyAction, parsePolicies } from '../../../local/aws/iot/policy.ts';

const ARN = 'arn:aws:iot:us-east-1:123456789012';
const PLACE = { arn: ARN, ruleName: (rule: string) => `skein_prod_${rule}` };

const may = (caller: Caller, shared?: ReadonlyMap<string, string>) => {
  const statements = parsePolicies(policiesOf(caller, clientIdOf(caller)!, PLACE, shared) as never);
  return (action: PolicyAction, name: string) => allows(statements, ARN, clientIdOf(caller)!, action, name);
};

test('a device lives below its own branch', () => {
  const device = may({ sub: 'AAA', role: 'device' });
  expect(device('Connect', 'AAA')).toBe(true);
  expect(device('Publish', 'devices/AAA/crowd')).toBe(true);
  expect(device('Publish', '$aws/rules/skein_prod_crowd/devices/AAA/crowd')).toBe(true);
  expect(device('Subscribe', 'devices/AAA/#')).toBe(true);
  expect(device('Receive', 'devices/AAA/commands/1')).toBe(true);

  expect(device('Connect', 'BBB')).toBe(false);
  expect(device('RetainPublish', 'devices/AAA/crowd')).toBe(false);
  for (const topic of [
    'devices/BBB/crowd',
    'devices/AAA',
    'devices',
    '#',
    '+/AAA/#',
    '$aws/rules/skein_prod_crowd/devices/BBB/devices/AAA/crowd',
  ]) {
    for (const action of ['Publish', 'Subscribe', 'Receive'] as const) expect(device(action, topic)).toBe(false);
  }
});

test('a phone reads its own branch and asks below requests', () => {
  const phone = may({ sub: 'alice', role: 'rider', phone_id: 'BBB' });
  expect(phone('Connect', 'phone:BBB')).toBe(true);
  expect(phone('Connect', 'BBB')).toBe(false);
  expect(phone('Connect', 'alice')).toBe(false);
  expect(phone('Publish', 'phones/BBB/requests/1')).toBe(true);
  expect(phone('Publish', 'phones/BBB/events')).toBe(false);
  expect(phone('Subscribe', 'phones/BBB/#')).toBe(true);
  expect(phone('Subscribe', 'phones/+/events')).toBe(false);
  expect(phone('Receive', 'devices/AAA/state')).toBe(false);
});

/** So many devices with the longest ids, as an account has them. */
const fifty = (role: string) => new Map(Array.from({ length: 50 }, (_, i) => [`${'x'.repeat(61)}-${i + 10}`, role]));

test('owned devices are read, and not written', () => {
  const owned = fifty('owner');
  const caller: Caller = { sub: 'alice', role: 'rider', phone_id: 'BBB' };
  const phone = may(caller, owned);
  for (const device of owned.keys()) {
    expect(phone('Subscribe', `devices/${device}/state`)).toBe(true);
    expect(phone('Receive', `devices/${device}/state`)).toBe(true);
    expect(phone('Publish', `devices/${device}/state`)).toBe(false);
  }
  const documents = policiesOf(caller, clientIdOf(caller)!, PLACE, owned);
  expect(documents.length).toBeLessThanOrEqual(10);
  for (const document of documents) expect(JSON.stringify(document).length).toBeLessThanOrEqual(2048);
});

test('a guest reads the properties of a device, and nothing that names who has it', () => {
  const phone = may({ sub: 'alice', role: 'rider', phone_id: 'BBB' }, new Map([['AAA', 'guest']]));
  for (const action of ['Subscribe', 'Receive'] as const) {
    expect(phone(action, 'devices/AAA/properties/locked')).toBe(true);
    for (const topic of ['state', 'commands/1', 'commands/1/result', 'events', 'downlink/start', '#'])
      expect([topic, phone(action, `devices/AAA/${topic}`)]).toEqual([topic, false]);
  }
});

test('an operator watches every device and commands none', () => {
  const operator = may({ sub: 'op', role: 'operator' });
  expect(operator('Subscribe', 'devices/+/crowd')).toBe(true);
  expect(operator('Receive', 'devices/AAA/crowd')).toBe(true);
  expect(operator('Publish', 'devices/AAA/commands/1')).toBe(false);
});

test('an operator connects once for each page, and as nobody else', () => {
  const operator: Caller = { sub: 'op', role: 'operator' };
  for (const own of ['operator:op', 'operator:op:1', 'operator:op:Ab12Cd34Ef56Gh78']) {
    expect([own, mayConnectAs(operator, own)]).toEqual([own, true]);
  }
  const others = [
    'op',
    'operator',
    'operator:other',
    'operator:other:1',
    'operator:op2',
    'operator:op2:1',
    'phone:op:1',
  ];
  const odd = ['operator:op:', 'operator:op:1:2', 'operator:op:*', 'operator:op:1/#', `operator:op:${'x'.repeat(17)}`];
  for (const not of [...others, ...odd]) expect([not, mayConnectAs(operator, not)]).toEqual([not, false]);
  expect(mayConnectAs({ sub: 'AAA', role: 'device' }, 'AAA:1')).toBe(false);
  expect(mayConnectAs({ sub: 'alice', role: 'rider', phone_id: 'BBB' }, 'phone:BBB:1')).toBe(false);
});

test('a policy lets in the client id that was asked for, and none that begins with it', () => {
  const caller: Caller = { sub: 'op', role: 'operator' };
  const statements = parsePolicies(policiesOf(caller, 'operator:op:1', PLACE) as never);
  const connects = (clientId: string) => allows(statements, ARN, clientId, 'Connect', clientId);
  expect(['operator:op:1', 'operator:op:12', 'operator:op'].map(connects)).toEqual([true, false, false]);
});

test('no statement is empty, and all are of the one version of the language that AWS reads as such', () => {
  for (const role of ['operator', 'rider', 'device'] as const) {
    const documents = policiesOf({ sub: 'a', role, phone_id: 'a' }, 'a', PLACE);
    expect(documents.map(({ Version }) => Version)).toEqual(['2012-10-17']);
    for (const { Statement } of documents)
      for (const { Resource } of Statement as { Resource: string[] }[]) {
        expect(Resource).not.toEqual([]);
      }
  }
});

test.each(['owner', 'guest'])('fifty devices of the longest ids fit where region names are longest, as %s', (role) => {
  const place = { ...PLACE, arn: 'arn:aws-us-gov:iot:us-gov-east-1:123456789012' };
  const documents = policiesOf(
    { sub: 'alice', role: 'rider', phone_id: 'x'.repeat(64) },
    'phone:x',
    place,
    fifty(role),
  );
  expect(documents.length).toBeLessThanOrEqual(10);
  for (const document of documents) {
    expect(JSON.stringify(document).length).toBeLessThanOrEqual(2048);
  }
});

test.each(['+', '#', '*', 'a/b', '', 'a*', '?', 'x'.repeat(65)])('%j is no client id', (sub) => {
  expect(clientIdOf({ sub, role: 'device' })).toBeUndefined();
});

test('what is no id of a device opens nothing, whoever has written it there', () => {
  const odd = new Map(['*', '+', '#', 'AAA/../*', ''].map((id) => [id, 'owner']));
  const caller: Caller = { sub: 'alice', role: 'rider', phone_id: 'BBB' };
  expect(policiesOf(caller, clientIdOf(caller)!, PLACE, odd)).toEqual(policiesOf(caller, clientIdOf(caller)!, PLACE));
  expect(may(caller, odd)('Receive', 'devices/AAA/state')).toBe(false);
});

test('where there is no room for all, what is owned comes before what others share', () => {
  const owned = fifty('owner');
  const shared = new Map(Array.from({ length: 50 }, (_, i) => [`guest-${i}`, 'guest']));
  const phone = may({ sub: 'alice', role: 'rider', phone_id: 'BBB' }, new Map([...shared, ...owned]));
  for (const device of owned.keys()) expect(phone('Receive', `devices/${device}/state`)).toBe(true);
});
