import { setTimeout as sleep } from 'node:timers/promises';
import type { Addresses } from '../../local/addresses.ts';
import { issue } from '../../local/aws/issuer.ts';
import { type Ask, bodyOf, caller } from '../../local/fleet/client.ts';
import { Device } from '../../local/fleet/demo/town/device.ts';
import { embodied } from '../../local/fleet/demo/town/embodied.ts';
import { credit, operator, registerAccount, registerDevice } from '../../local/fleet/operator.ts';

const PATIENCE = 10_000;
/** The most that one credit takes: no balance runs out in a bench. */
const PLENTY = 100_000_000;

/** A bike that obeys at once and says so, in this process. */
export async function bike({ http, mqtt }: Addresses, id: string) {
  const ask = operator(http);
  const code = await registerDevice(ask, id, 'bike', [121.47, 31.23]);
  const device = new Device({ boot: Date.now().toString(36), random: Math.random });
  const failed = () => {}; // the bench is over for it
  const { connection } = await embodied(id, device, { broker: mqtt, failed });
  const isOnline = async () =>
    (await bodyOf(ask.GET('/v1/devices/{device_id}', { params: { path: { device_id: id } } }))).online;
  await until(isOnline, `${id} online`);
  const free = () => until(() => !device.isLeased, `${id} free again`);
  return { id, code, free, close: connection.close };
}

/** An account with plenty of balance, and its phone. */
export async function rider({ http }: Addresses, id: string): Promise<{ account: string; phone: string; ask: Ask }> {
  const [account, phone] = [`${id}-account`, `${id}-phone`];
  const claims = { sub: account, role: 'rider', phone_id: phone };
  await registerAccount(operator(http), account);
  await credit(operator(http), account, PLENTY);
  return { account, phone, ask: caller(http, claims, await issue(claims)) };
}

async function until(check: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (const deadline = Date.now() + PATIENCE; !(await check()); await sleep(5)) {
    if (Date.now() > deadline) throw new Error(`not ${what} after ${PATIENCE} ms`);
  }
}
