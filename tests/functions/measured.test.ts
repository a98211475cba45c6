import { notePhone } from '../../functions/account/index.ts';
import { handler as admit } from '../../functions/auth/mqtt/admit.ts';
import { outcomeOf as outcomeOfCommand, type Turn } from '../../functions/command/command.ts';
import { handler as state } from '../../functions/device/mqtt/state.ts';
import { handler as ingest } from '../../functions/heatmap/mqtt/ingest.ts';
import { handler as rent } from '../../functions/rental/http/create.ts';
import { handler as request } from '../../functions/rental/mqtt/request.ts';
import { outcomeOf, type Rental } from '../../functions/rental/rental.ts';
import { call } from '../harness/call.ts';
import { withMetrics } from '../harness/metrics.ts';
import { withBroker } from '../harness/published.ts';
import { envelope, sqsEvent } from '../harness/queued.ts';
import { withRedis } from '../harness/redis.ts';
import { unique } from '../harness/unique.ts';
import { answer, newKettle, tell } from './command/doors.ts';
import { newDevice as newReporter } from './device/doors.ts';
import { newVenue, seen } from './heatmap/doors.ts';
import { newDevice, newRider, obey, release, rented } from './rental/doors.ts';

withRedis();
withBroker();
const measured = withMetrics();
const of = (name: string) => measured().filter(([one]) => one === name);

test('crowd reports: how many count, how old the oldest is, and why others do not count', async () => {
  const venue = await newVenue();
  const now = Date.now();
  jest.spyOn(Date, 'now').mockReturnValue(now);
  const bodies = [seen(venue, { seq: 1 }), seen(venue, { seq: 2 }), seen(venue, { seq: 3, floor: 'none' }), {}, {}];
  await ingest(sqsEvent(...bodies.map((body, i) => envelope('robot', body, now - i * 1000))));
  expect(of('accepted')).toEqual([['accepted', 'crowd', 2]]);
  expect(of('lag')).toEqual([['lag', 'crowd', 4000]]);
  expect(of('rejected').sort()).toEqual([
    ['rejected', 'floor_unknown', 1],
    ['rejected', 'malformed', 2],
  ]);
  jest.restoreAllMocks();
});

test('state reports count as state', async () => {
  const id = await newReporter();
  await state(
    sqsEvent(envelope(id, { seq: 1, boot: 'a', at: Date.now() }, Date.now()), envelope(id, 'none', Date.now())),
  );
  expect(of('accepted')).toEqual([['accepted', 'state', 1]]);
});

test('a rental is counted when it begins and when it ends, once however often the device answers', async () => {
  const rider = await newRider();
  const rental = await rented(rider, await newDevice('bike'));
  expect(of('rentals')).toEqual([]);
  await obey(rental);
  await obey(rental);
  await release(rider, rental);
  await release(rider, rental);
  expect(of('rentals')).toEqual([
    ['rentals', 'active', 1],
    ['rentals', 'ended', 1],
  ]);
});

test.each([
  ['cancelled', 'no_answer', 'unanswered'],
  ['cancelled', 'start_unanswered', 'unanswered'],
  ['cancelled', 'start_failed', 'start_failed'],
  ['cancelled', 'released', 'released'],
  ['cancelled', 'door_open', 'refused'],
  ['settled', 'time_over', 'ended'],
  ['active', undefined, 'active'],
])('a rental that is %s for %s counts as %s', (state, reason, outcome) => {
  expect(outcomeOf({ state, reason } as Rental)).toBe(outcome);
});

test.each([
  ['command_settled', 'done', 'verified', 'done'],
  ['command_settled', 'done', 'unverified', 'done_unverified'],
  ['command_settled', 'failed', undefined, 'failed'],
  ['command_late_effect', 'failed', undefined, 'late_effect'],
])('a %s of a command that is %s, %s, counts as %s', (type, state, effect, outcome) => {
  expect(outcomeOfCommand({ type, command: { state, effect } } as Turn)).toBe(outcome);
});

test('a command is counted when it is over, once however often the device answers', async () => {
  const device = await newKettle();
  const { command_id } = (await tell(device, { action: 'stop' })).json;
  expect(of('commands')).toEqual([]);
  await answer(device, command_id, 'done');
  await answer(device, command_id, 'done');
  expect(of('commands')).toEqual([['commands', 'done_unverified', 1]]);
});

test('a refusal is counted by its reason over HTTP and MQTT, and what a caller has made up as invalid', async () => {
  const rider = await newRider();
  const body = { code: 'none.of.ours' };
  await call(rent, { method: 'POST', body, caller: rider, headers: { 'idempotency-key': unique('key') } });
  await call(rent, {
    method: 'POST',
    body: { colour: 1 },
    caller: rider,
    headers: { 'idempotency-key': unique('key') },
  });
  const data = Buffer.from(JSON.stringify(body)).toString('base64');
  const asked = { phone_id: rider.phone_id!, request_id: unique('request'), received_at: Date.now() };
  await notePhone(asked.phone_id, rider.sub, asked.received_at);
  await request({ ...asked, data });
  expect(of('refused')).toEqual([
    ['refused', 'code_invalid', 1],
    ['refused', 'invalid', 1],
    ['refused', 'code_invalid', 1],
  ]);
});

test('an answer has the id of its request, also where it refuses', async () => {
  const { headers } = await call(rent, { method: 'POST', body: {} });
  expect(headers['x-request-id']).toBe('a-request');
});

test('a connection that is refused is counted', async () => {
  await admit({ protocolData: { mqtt: { clientId: 'me', username: '', password: '' } } } as never);
  expect(of('connections_refused')).toEqual([['connections_refused', 'token_missing', 1]]);
});
