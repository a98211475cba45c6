import { setTimeout as sleep } from 'node:timers/promises';
import { type Launched, launch } from '../../local/launch.ts';
import { eventually } from '../harness/eventually.ts';

let stack: Launched;
beforeAll(async () => {
  stack = await launch();
});
afterAll(() => stack.stop());

const text = async () => (await fetch(`${stack.addresses.endpoint}/metrics`)).text();

test('what is measured is read by Prometheus at the address of the banner, and said in one line at the end', async () => {
  const { http, endpoint } = stack.addresses;
  expect(stack.output()).toContain(`Metrics    ${endpoint}/metrics`);
  expect(await text()).not.toContain('skein_refused_total{');
  const answer = await fetch(`${http}/gbfs/none.json`);
  expect(answer.headers.get('x-request-id')).toMatch(/\S{8}/);
  await eventually(async () => expect(await text()).toContain('skein_refused_total{reason="feed_unknown"} 1'));
  expect(await stack.stop()).toBe(0);
  await sleep(100);
  expect(stack.output()).toMatch(/skein: refused 1 \(feed_unknown 1\)\n$/);
});
