import { stackOf } from '../../../deploy/stack.ts';

interface Role {
  Properties: { Policies: { PolicyDocument: { Statement: { Action: string; Resource: { 'Fn::Sub': string } }[] } }[] };
}

const { functions, resources } = stackOf({ stage: 'test', ingest: 'sqs' });

/** The topics that a function may publish to. */
const mayPublish = (name: string) =>
  (resources.Resources[`${name}Role`] as Role).Properties.Policies.flatMap(({ PolicyDocument }) =>
    PolicyDocument.Statement.flatMap(({ Action, Resource }) =>
      Action === 'iot:Publish' ? [Resource['Fn::Sub'].replace(/^.*:topic\//, '')] : [],
    ),
  );

const COMMAND = 'devices/*/commands/*';
const EVENT = 'phones/*/events';
const USED = '$aws/rules/skein_test_usage_line/internal/usage/line';

test.each([
  ['RentalQuote', []],
  ['RentalCreate', [COMMAND]],
  ['RentalList', []],
  ['RentalGet', []],
  ['RentalRelease', [COMMAND, EVENT, USED]],
  ['RentalRequest', [COMMAND, EVENT, USED, 'phones/*/responses/*']],
  ['RentalResult', [COMMAND, EVENT, USED, 'devices/*/rejections']],
  ['RentalDeviceEvent', [COMMAND, EVENT, USED, 'devices/*/rejections']],
  ['RentalDeviceLost', [COMMAND, EVENT, USED]],
  ['RentalSweep', [COMMAND, EVENT, USED]],
])('%s may publish what it has to tell, and nothing else', (name, topics) => {
  expect(mayPublish(name)).toEqual(topics);
});

test.each([
  ['rentalCreate', 'POST', '/v1/rentals'],
  ['rentalList', 'GET', '/v1/rentals'],
  ['rentalGet', 'GET', '/v1/rentals/{rental_id}'],
  ['rentalRelease', 'POST', '/v1/rentals/{rental_id}/release'],
])('%s is behind its route, for those with a token', (name, method, path) => {
  expect(functions[name]).toMatchObject({ events: [{ httpApi: { method, path, authorizer: { name: 'token' } } }] });
});

test('deadlines are looked at every minute, and a run has until the next', () => {
  expect(functions.rentalSweep).toMatchObject({ events: [{ schedule: 'rate(1 minute)' }], timeout: 60 });
});
