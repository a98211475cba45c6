import type { PolicyDocument } from 'aws-lambda';
import { clientIdOf as clientIdIn, isClientIdOf } from '../../events/client-id.ts';
import { ID } from '../../events/id.ts';
import { topicOf } from '../../events/topic.ts';
import { topics } from '../../events/topics.ts';
import type { Caller } from '../../lib/http.ts';
import { slices } from '../../lib/slices.ts';

/** Whose topics a caller uses: a phone's token has the role rider. */
const idOf = ({ role, sub, phone_id }: Caller): string | undefined => (role === 'rider' ? phone_id : sub);

/** The client id that a caller connects with; an operator's pages have more of them. */
export const clientIdOf = (caller: Caller): string | undefined => clientIdIn(caller.role, idOf(caller));

/** Whether a caller may connect with this client id. */
export const mayConnectAs = (caller: Caller, clientId: string): boolean =>
  isClientIdOf(caller.role, idOf(caller), clientId);

/** AWS accepts ten documents of 2,048 characters each; so many of the longest ids fit into one. */
const DEVICES_A_DOCUMENT = 6;
/** One of the ten is the caller's own. */
const MOST_DEVICES = 9 * DEVICES_A_DOCUMENT;

/** Where the broker is: the account's ARN, as `arn:aws:iot:region:account`, and the names of its rules. */
export interface Place {
  arn: string;
  ruleName(rule: string): string;
}

/** The topics that a device may publish to without the broker, straight to the rule. */
const basicIngest = (id: string, { ruleName }: Place): string[] =>
  [topics.crowd_report, topics.state_report, topics.usage_report, topics.raw].map(
    (topic) => `$aws/rules/${ruleName(topic.basicIngest!)}/${topicOf(topic, { device_id: id })}`,
  );

/**
 * What a caller who connects as `clientId` may do on the broker: a device uses what is below `devices/{its id}/`, a phone what is below
 * `phones/{its id}/`, and an operator may watch every device. `shared` are the devices that the caller owns, whose topics
 * its phone may read, and those that it is a guest of: of these the properties, as the rest names who has the device, and
 * only as many as there is room for.
 */
export function policiesOf(
  caller: Caller,
  clientId: string,
  place: Place,
  shared: ReadonlyMap<string, string> = new Map(),
): PolicyDocument[] {
  const id = idOf(caller)!;
  const reads = {
    device: [`devices/${id}/*`],
    rider: [`phones/${id}/*`],
    operator: ['devices/*', 'selected/*'],
    partner: [],
  };
  const publishes = {
    device: () => [`devices/${id}/*`, ...basicIngest(id, place)],
    rider: () => [topicOf(topics.phone_request, { phone_id: id, request_id: '*' })],
    operator: () => [],
    partner: () => [],
  };
  const allow = (action: string, kind: string, names: readonly string[]) => ({
    Effect: 'Allow' as const,
    Action: `iot:${action}`,
    Resource: names.map((name) => `${place.arn}:${kind}/${name}`),
  });
  const document = (...statements: ReturnType<typeof allow>[]): PolicyDocument => ({
    Version: '2012-10-17',
    Statement: statements.filter(({ Resource }) => Resource.length > 0),
  });
  const reading = (branches: readonly string[]) => [
    allow('Subscribe', 'topicfilter', branches),
    allow('Receive', 'topic', branches),
  ];

  const own = document(
    allow('Connect', 'client', [clientId]),
    allow('Publish', 'topic', publishes[caller.role]()),
    ...reading(reads[caller.role]),
  );
  const known = [...shared].filter(([device]) => ID.test(device));
  const of = (wanted: string) => known.filter(([, role]) => role === wanted).map(([device]) => device);
  const devices = [
    ...of('owner').map((device) => `devices/${device}/*`),
    ...of('guest').map((device) => `devices/${device}/properties/*`),
  ].slice(0, MOST_DEVICES);
  return [own, ...slices(devices, DEVICES_A_DOCUMENT).map((some) => document(...reading(some)))];
}
