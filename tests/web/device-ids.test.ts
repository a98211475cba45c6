import { idsOf } from '../../web/register/device/ids.ts';
import { tryLine } from '../../web/register/device/lines.ts';

test('ids count up, and keep the width of the first', () => {
  expect(idsOf('bike-', '001', '3')).toEqual({ ids: ['bike-001', 'bike-002', 'bike-003'] });
  expect(idsOf('b', '8', '3')).toEqual({ ids: ['b8', 'b9', 'b10'] });
  expect(idsOf('', '98', '3')).toEqual({ ids: ['98', '99', '100'] });
});

test.each([
  ['bike-', 'x', '3', 'first'],
  ['bike-', '-1', '3', 'first'],
  ['bike-', '1', '0', 'count'],
  ['bike-', '1', '501', 'count'],
  ['bike-', '1', '1.5', 'count'],
  ['bike/', '1', '3', 'prefix'],
  ['-bike', '1', '3', 'prefix'],
  ['b'.repeat(63), '9', '2', 'prefix'],
])('%j from %j, %j of them: %s is wrong', (prefix, first, count, member) => {
  expect(idsOf(prefix, first, count)).toMatchObject({ member });
});

test('the line to try has the broker of this stage', () => {
  const device = { device_id: 'bike-1', key: 'k.bike-1' };
  expect(tryLine(device, 'ws://127.0.0.1:9001')).toMatch('-h 127.0.0.1 -p 1883 -i bike-1 -u bike-1 -P k.bike-1 ');
  expect(tryLine(device, 'wss://x.iot.example.com/mqtt')).toMatch('-h x.iot.example.com -p 443 --tls-alpn mqtt ');
});
