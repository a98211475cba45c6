import { once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import { WebSocket } from 'ws';
import { HOST } from '../../../../local/ports.mjs';
import { connect, connectPacket, ports, raw, went } from '../../../harness/broker.ts';

const KB = 1024;

/** The header of a packet: its type, and how much is said to follow. */
const header = (type: number, length: number) =>
  Buffer.from([type << 4, (length & 127) | 128, ((length >> 7) & 127) | 128, (length >> 14) & 127]);
const [CONNECT, PUBLISH] = [1, 3];

/** However it ended: who writes while the broker closes may be reset. */
const closed = (socket: Socket | WebSocket) =>
  new Promise<string>((resolve) => {
    socket.on('error', () => {});
    socket.once('close', () => resolve('closed'));
  });

test('who has not sent a whole CONNECT in time is gone, by TCP and by WebSocket; who has stays', async () => {
  const client = await connect('AAA');
  const [silent, slow, noRequest] = [await raw(), await raw(), connectTcp(ports.wsPort, HOST).resume()];
  let sent = 0;
  const dribble = setInterval(() => slow.write(connectPacket('a-slow-client').subarray(sent, ++sent)), 1000);
  slow.once('close', () => clearInterval(dribble));
  noRequest.write('GET /mqtt HTTP/1.1\r\n');
  const web = new WebSocket(`ws://${HOST}:${ports.wsPort}/mqtt`, 'mqtt');
  await once(web, 'open');
  const all = await Promise.all([silent, slow, noRequest, web].map(closed));
  expect(all).toEqual(Array(4).fill('closed'));
  await client.publishAsync('a', 'still here', { qos: 1 });
});

test('a packet that is too large ends its connection at its header', async () => {
  const [large, allowed] = [await raw(header(CONNECT, 64 * KB + 1)), await raw(header(CONNECT, 64 * KB))];
  expect(await closed(large)).toBe('closed');
  expect(allowed.destroyed).toBe(false);

  const publisher = await raw(connectPacket('AAA'));
  await once(publisher, 'data');
  publisher.write(Buffer.concat([header(PUBLISH, 128 * KB), Buffer.alloc(10)]));
  const other = await raw(connectPacket('BBB'));
  await once(other, 'data');
  other.write(header(PUBLISH, 130 * KB));
  expect((await went('BBB')).disconnectReason).toBe('CLIENT_ERROR');
  expect(publisher.destroyed).toBe(false);
});

test('a length that is none ends a connection, whatever chunks it comes in', async () => {
  const socket = await raw();
  for (const byte of [0x10, 0xff, 0xff, 0xff, 0xff]) socket.write(Buffer.from([byte]));
  expect(await closed(socket)).toBe('closed');
});

test('the largest payload comes through, in one chunk with others and in many', async () => {
  const client = await connect('AAA');
  const large = Buffer.alloc(128 * KB, 'x');
  await Promise.all([1, 2, 3].map(() => client.publishAsync('a', large, { qos: 1 })));
});

test('what is no WebSocket is told so', async () => {
  expect((await fetch(`http://${HOST}:${ports.wsPort}/`)).status).toBe(426);
});
