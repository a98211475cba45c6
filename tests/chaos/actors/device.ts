import type { Command } from '../../../events/device/command.ts';
import { clock, MINUTE, SECOND } from '../clock.ts';
import type { World } from '../world.ts';

/** What it has, as its bind said. */
interface Lease {
  rental_id: string;
  phone_id: string;
  fence: number;
}

/** A device, and what really happened on it. */
export interface Device {
  id: string;
  product: string;
  code: string;
  isOnline: boolean;
  lease: Lease | undefined;
  /** The highest fence that it has seen. */
  fence: number;
  /** The rentals that it has obeyed, and how much it has given for each. */
  obeyed: Map<string, number>;
  /** The rentals for which it was seen to run. */
  ran: Set<string>;
  /** The rentals that it ended by itself: it forgot them, or its rider has brought it back. */
  dropped: Set<string>;
  /** Of a door: what it has said, and when. */
  said: { at: number; locked: boolean }[];
}

const SKEWS = [0, 0, 0, 20 * SECOND, -40 * SECOND, -10 * MINUTE];

/** Firmware as docs/devices.md wants it, on a device that restarts, loses its connection, and has its moods. */
export function startDevice(world: World, { id, product, code }: Pick<Device, 'id' | 'product' | 'code'>): Device {
  const { chance, cloud, faults } = world;
  const device: Device = {
    ...{ id, product, code, isOnline: false, lease: undefined, fence: 0 },
    ...{ obeyed: new Map(), ran: new Set(), dropped: new Set(), said: [] },
  };
  const skew = chance.one(SKEWS, id);
  const waiting: [topic: string, text: string][] = [];
  let [boot, seq, session, turn, running, locked] = [1, 0, 0, 0, false, true];
  const draw = (part: number, what: string) => chance.is(part, what, id, turn);

  function send(topic: string, message: object): void {
    const text = JSON.stringify(message);
    if (!device.isOnline) return void waiting.push([topic, text]);
    cloud.publish(`devices/${id}/${topic}`, text, id);
    // what was not acknowledged is sent again
    if (faults.delivery('published twice', id, ++turn))
      cloud.after(chance.from(1, 40, 'twice', id, turn) * SECOND, () =>
        cloud.publish(`devices/${id}/${topic}`, text, id),
      );
  }

  function connect(isOnline: boolean): void {
    if (device.isOnline === isOnline) return;
    device.isOnline = isOnline;
    if (isOnline) session += 1;
    const eventType = isOnline ? 'connected' : 'disconnected';
    const event = {
      clientId: id,
      timestamp: clock.now,
      eventType,
      sessionIdentifier: `s${session}`,
      versionNumber: session,
    };
    cloud.publish(`$aws/events/presence/${eventType}/${id}`, JSON.stringify(event));
    if (isOnline) for (const [topic, text] of waiting.splice(0)) cloud.publish(`devices/${id}/${topic}`, text, id);
  }

  function report(): void {
    seq += 1;
    if (product === 'door_lock') device.said.push({ at: clock.now, locked });
    const { lease } = device;
    const properties = product === 'door_lock' ? { locked } : product === 'washer' ? { running } : {};
    const place = product === 'door_lock' ? {} : { position: [121.47, 31.23] };
    send('state', { seq, boot: `b${boot}`, at: clock.now + skew, ...place, properties, ...(lease && { lease }) });
    if (lease && running && product === 'washer') device.ran.add(lease.rental_id);
  }

  /** Tells what its meter has counted for a rental; the total, so that each report says all. */
  function tellUse(rental_id: string, final: boolean): void {
    if (product !== 'water_dispenser') return;
    seq += 1;
    const entry = { rental_id, meter: 'volume', quantity: device.obeyed.get(rental_id)!, ...(final && { final }) };
    send('usage', { seq, boot: `b${boot}`, at: clock.now + skew, entries: [entry] });
  }

  function give(rental_id: string, limit: number): void {
    if (device.lease?.rental_id !== rental_id) return;
    const given = Math.min(limit, device.obeyed.get(rental_id)! + chance.from(0, 400, 'given', id, ++turn));
    device.obeyed.set(rental_id, given);
    tellUse(rental_id, false);
    cloud.after(chance.from(5, 20, 'give', id, turn) * SECOND, () => give(rental_id, limit));
  }

  function forget(): void {
    if (device.lease) device.dropped.add(device.lease.rental_id);
    [device.lease, running] = [undefined, false];
  }

  function end(): void {
    const { lease } = device;
    if (!lease) return;
    device.lease = undefined;
    running = false;
    tellUse(lease.rental_id, true);
    report();
  }

  function bind({ command_id, rental_id, phone_id, fence, limit, action, minutes }: Command): void {
    if (device.lease?.rental_id === rental_id) return void answer(command_id, 'done', fence);
    if (device.obeyed.has(rental_id) || chance.is(0.07, 'refuses', rental_id))
      return void answer(command_id, 'refused', fence);
    if (device.lease) end(); // a higher fence says that the other rental is over
    device.lease = { rental_id, phone_id: phone_id!, fence };
    device.obeyed.set(rental_id, 0);
    answer(command_id, 'done', fence);
    cloud.after(minutes! * MINUTE, () => {
      if (device.lease?.rental_id !== rental_id) return;
      device.dropped.add(rental_id);
      end();
    });
    if (limit) cloud.after(3 * SECOND, () => give(rental_id, limit.quantity ?? 10_000));
    const starts = action !== undefined && !chance.is(0.15, 'does not start', rental_id);
    cloud.after((starts ? chance.from(1, 9, 'starts', rental_id) : 1) * SECOND, () => {
      if (starts && device.lease?.rental_id === rental_id) running = true;
      report();
    });
  }

  function act({ command_id, action }: { command_id: string; action: string }): void {
    if (chance.is(0.1, 'refuses', command_id)) return void answer(command_id, 'refused');
    answer(command_id, 'done');
    if (chance.is(0.1, 'lies', command_id)) return;
    cloud.after(chance.from(1, 6, 'acts', command_id) * SECOND, () => {
      locked = action === 'lock';
      report();
    });
  }

  const answer = (command_id: string, outcome: string, fence?: number): void => {
    const message = {
      command_id,
      outcome,
      at: clock.now + skew,
      ...(fence !== undefined && { fence }),
      ...(outcome === 'refused' && { reason: 'jammed' }),
    };
    cloud.after(chance.from(0, 2, 'answers', id, ++turn) * SECOND, () =>
      send(`commands/${command_id}/result`, message),
    );
  };

  function hear(topic: string, payload: Buffer): void {
    if (!device.isOnline || !/\/commands\/[^/]+$/.test(topic)) return;
    const command = JSON.parse(payload.toString());
    if (command.expires_at <= clock.now) return;
    if (command.type === 'action') return void act(command);
    if (command.fence < device.fence) return;
    device.fence = command.fence;
    if (command.type === 'bind') return void bind(command);
    if (device.lease?.rental_id === command.rental_id) end();
    answer(command.command_id, 'done', command.fence);
  }

  function live(): void {
    turn += 1;
    if (clock.now < world.closesAt) {
      if (faults.happens('restart', 0.05, id, turn)) {
        [boot, seq] = [boot + 1, 0];
        if (draw(0.3, 'forgets')) forget();
      }
      if (faults.happens('no connection', 0.04, id, turn)) {
        connect(false);
        cloud.after(chance.from(5, 200, 'back', id, turn) * SECOND, () => connect(true));
      }
      if (device.lease && draw(0.04, 'returned')) {
        const { rental_id, fence } = device.lease;
        send('events', { type: 'released', rental_id, fence, at: clock.now + skew });
        device.dropped.add(rental_id);
        end();
      }
    }
    report();
    cloud.after(chance.from(20, 60, 'live', id, turn) * SECOND, live);
  }

  cloud.listen(`devices/${id}`, hear);
  cloud.onRestart((back) => {
    connect(false);
    cloud.after(back + chance.from(0, 20, 'reconnects', id, ++turn) * SECOND, () => connect(true));
  });
  connect(true);
  cloud.after(chance.from(1, 20, id) * SECOND, live);
  return device;
}
