import type { PolicyDocument } from 'aws-lambda';
import type { Caller } from '../../lib/http.ts';

/** Ids become parts of policy resources, where `*` and `?` are wildcards, and `+` and `#` of topics. */
const PLAIN = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/;

/** Rules that devices may publish to by Basic Ingest, and the topic below the device's own that each reads. */
const BASIC_INGEST = { crowd: 'crowd', state: 'state' };

/** The one client id that a caller may connect with; undefined for who has nothing to do on the broker. */
export function clientIdOf({ role, sub, phone_id }: Caller): string | undefined {
  const id = { device: sub, rider: phone_id, operator: sub, partner: undefined }[role];
  return id !== undefined && PLAIN.test(id) ? id : undefined;
}

/**
 * What a caller may do on the broker: a device lives below `devices/{its id}/`, a phone below `phones/{its id}/`, and
 * an operator may watch every device. `arn` is the account's, as `arn:aws:iot:region:account`.
 */
export function policyOf(caller: Caller, arn: string): PolicyDocument {
  const id = clientIdOf(caller)!;
  const branch = { device: `devices/${id}/*`, rider: `phones/${id}/*`, operator: 'devices/*', partner: '' }[
    caller.role
  ];
  const ingest = Object.entries(BASIC_INGEST).map(([rule, topic]) => `$aws/rules/${rule}/devices/${id}/${topic}`);
  const publishes = { device: [branch, ...ingest], rider: [`phones/${id}/requests/*`], operator: [], partner: [] }[
    caller.role
  ];
  const allow = (action: string, kind: string, names: string[]) =>
    names.length === 0
      ? []
      : [
          {
            Effect: 'Allow' as const,
            Action: `iot:${action}`,
            Resource: names.map((name) => `${arn}:${kind}/${name}`),
          },
        ];
  return {
    Version: '2012-10-17',
    Statement: [
      ...allow('Connect', 'client', [id]),
      ...allow('Publish', 'topic', publishes),
      ...allow('Subscribe', 'topicfilter', [branch]),
      ...allow('Receive', 'topic', [branch]),
    ],
  };
}
