import type { Topic } from '../../events/topic.ts';
import { topics } from '../../events/topics.ts';
import { clientIdOf, policiesOf } from '../../functions/auth/policies.ts';
import type { Caller } from '../../lib/http.ts';
import { allows, type PolicyAction, parsePolicies } from '../../local/aws/iot/policy.ts';

const ARN = 'arn:aws:iot:us-east-1:123456789012';
const place = { arn: ARN, ruleName: (rule: string) => `skein_prod_${rule}` };

const may = (caller: Caller, shared?: ReadonlyMap<string, string>) => {
  const statements = parsePolicies(policiesOf(caller, clientIdOf(caller)!, place, shared) as never);
  return (action: PolicyAction, name: string) => allows(statements, ARN, clientIdOf(caller) ?? '', action, name);
};
const DEVICE = may({ sub: 'AAA', role: 'device' });
const PHONE = may({ sub: 'alice', role: 'rider', phone_id: 'AAA' });
const OWNER = may({ sub: 'alice', role: 'rider', phone_id: 'ZZZ' }, new Map([['AAA', 'owner']]));
const OPERATOR = may({ sub: 'AAA', role: 'operator' });
const PARTNER = may({ sub: 'AAA', role: 'partner' });

const all: [string, Topic][] = Object.entries(topics);
/** The topic of who is AAA, or of somebody else. */
const filled = ({ pattern }: Topic, id = 'AAA') =>
  pattern.replace(/\{(device_id|phone_id|client_id)\}/, id).replace(/\{\w+\}/g, 'x');
const ingest = ({ basicIngest }: Topic, topic: string) => `$aws/rules/skein_prod_${basicIngest}/${topic}`;

describe.each(all)('%s', (_, topic) => {
  const [own, another] = [filled(topic), filled(topic, 'BBB')];
  const isInBranch = (branch: string) => own.startsWith(`${branch}/`);

  test('a device publishes what lies below its own id, and straight to a rule only what comes from devices', () => {
    expect(DEVICE('Publish', own)).toBe(isInBranch('devices'));
    if (topic.from === 'device') expect(DEVICE('Publish', own)).toBe(true);
    expect(DEVICE('Publish', another)).toBe(false);
    const isIngested = topic.from === 'device' && topic.basicIngest !== undefined;
    expect(DEVICE('Publish', ingest(topic, own))).toBe(isIngested);
    expect(DEVICE('Publish', ingest(topic, another))).toBe(false);
  });

  test('a phone publishes it if it comes from phones, below its own id', () => {
    expect(PHONE('Publish', own)).toBe(topic.from === 'phone');
    expect(PHONE('Publish', another)).toBe(false);
    expect(PHONE('Publish', ingest(topic, own))).toBe(false);
  });

  test.each([
    ['an owner', OWNER],
    ['an operator', OPERATOR],
    ['a partner', PARTNER],
  ])('%s publishes it nowhere', (_, who) => {
    for (const name of [own, another, ingest(topic, own)]) expect(who('Publish', name)).toBe(false);
  });

  test.each(['Subscribe', 'Receive'] as const)('who is in its branch may %s, and nobody else', (action) => {
    const branch = own.split('/')[0];
    expect(DEVICE(action, own)).toBe(branch === 'devices');
    expect(PHONE(action, own)).toBe(branch === 'phones');
    if (topic.to === 'device') expect(DEVICE(action, own)).toBe(true);
    if (topic.to === 'phone') expect(PHONE(action, own)).toBe(true);
    expect(OWNER(action, own)).toBe(branch === 'devices');
    for (const name of [own, another]) {
      expect(OPERATOR(action, name)).toBe(branch === 'devices' || branch === 'selected');
      expect(PARTNER(action, name)).toBe(false);
    }
    for (const who of [DEVICE, PHONE, OWNER]) expect(who(action, another)).toBe(false);
  });
});
