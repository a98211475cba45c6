import { type DisconnectReason, presence } from '../../../../local/aws/iot/presence.ts';

const HOUR = 3_600_000;
const AAA = { clientId: 'AAA', principal: 'abc', ipAddress: '127.0.0.1' };

test('a connection and its end, in the words of AWS', () => {
  const { connected, disconnected } = presence();
  const [connection, came] = connected(AAA, 1000);
  const event = {
    clientId: 'AAA',
    timestamp: 1000,
    eventType: 'connected',
    sessionIdentifier: expect.stringMatching(/^[0-9a-f-]{32,36}$/),
    principalIdentifier: 'abc',
    ipAddress: '127.0.0.1',
    versionNumber: 0,
  };
  expect(came.topic).toBe('$aws/events/presence/connected/AAA');
  expect(JSON.parse(came.payload)).toEqual(event);

  const went = disconnected(connection, 'CONNECTION_LOST', 2000);
  const { ipAddress: _, ...common } = event;
  expect(went.topic).toBe('$aws/events/presence/disconnected/AAA');
  expect(JSON.parse(went.payload)).toEqual({
    ...common,
    timestamp: 2000,
    eventType: 'disconnected',
    sessionIdentifier: connection.sessionIdentifier,
    clientInitiatedDisconnect: false,
    disconnectReason: 'CONNECTION_LOST',
  });
});

test.each<[DisconnectReason, boolean]>([
  ['CLIENT_INITIATED_DISCONNECT', true],
  ['CLIENT_ERROR', false],
  ['DUPLICATE_CLIENTID', false],
  ['MQTT_KEEP_ALIVE_TIMEOUT', false],
])('%s: the client began it, %s', (reason, isClientInitiated) => {
  const { connected, disconnected } = presence();
  const { payload } = disconnected(connected(AAA, 0)[0], reason, 1);
  expect(JSON.parse(payload)).toMatchObject({
    disconnectReason: reason,
    clientInitiatedDisconnect: isClientInitiated,
  });
});

test('version numbers grow per client, and sessions are told apart', () => {
  const { connected, disconnected } = presence();
  const [first] = connected(AAA, 0);
  const [second] = connected(AAA, 1);
  expect(JSON.parse(disconnected(first, 'DUPLICATE_CLIENTID', 2).payload).versionNumber).toBe(0);
  expect(JSON.parse(disconnected(second, 'CONNECTION_LOST', 3).payload).versionNumber).toBe(1);
  const [third] = connected(AAA, 4);
  const [stranger] = connected({ ...AAA, clientId: 'BBB' }, 4);
  expect([first, second, third, stranger].map((one) => one.versionNumber)).toEqual([0, 1, 2, 0]);
  expect(new Set([first, second, third].map((one) => one.sessionIdentifier)).size).toBe(3);
});

test('who was away for more than an hour begins at 0 again; who stayed does not', () => {
  const { connected, disconnected } = presence();
  const [first] = connected(AAA, 0);
  const [second] = connected(AAA, 10 * HOUR); // never gone
  expect(second.versionNumber).toBe(1);
  disconnected(second, 'CONNECTION_LOST', 11 * HOUR);
  disconnected(first, 'DUPLICATE_CLIENTID', 11 * HOUR);
  const [third] = connected(AAA, 12 * HOUR);
  expect(third.versionNumber).toBe(2);
  disconnected(third, 'CONNECTION_LOST', 13 * HOUR);
  expect(connected(AAA, 14 * HOUR + 1)[0].versionNumber).toBe(0);
});

test('the late end of an older connection does not count as the going of the newer', () => {
  const { connected, disconnected } = presence();
  const [first] = connected(AAA, 0);
  connected(AAA, 1);
  disconnected(first, 'DUPLICATE_CLIENTID', 2);
  expect(connected(AAA, 5 * HOUR)[0].versionNumber).toBe(2);
});
