import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { agendaOf } from './agenda.ts';
import type { Chance } from './chance.ts';
import { clock, MINUTE, SECOND } from './clock.ts';
import type { Faults } from './faults.ts';
import { invoke } from './functions.ts';
import { selected } from './rules.ts';

/** AWS's own: how long a failed message of a queue is hidden, its deliveries, and the pauses of asynchronous calls. */
const VISIBILITY = MINUTE;
const DELIVERIES = 5;
const PAUSES = [MINUTE, 2 * MINUTE];
const BATCH = 1000;

interface Queued {
  id: string;
  body: string;
  deliveries: number;
  visibleAt: number;
}

/** What nothing could take, and how it is tried once more. */
interface Letter {
  door: string;
  again(): void;
}

type Hear = (topic: string, payload: Buffer) => void;

/** The broker, its rules, queues and asynchronous calls, as AWS documents them, on the clock of the run. */
export function startCloud(chance: Chance, faults: Faults) {
  const { at, after, run } = agendaOf(faults);
  const queues = new Map<string, Queued[]>();
  const listeners = new Map<string, Hear>();
  const letters: Letter[] = [];
  const clients: ((back: number) => void)[] = [];
  let awayUntil = 0;
  let numbers = 0;

  /** Takes a message of a client or a function: to the rules, and to whoever listens to its topic. */
  function publish(topic: string, payload: string | Buffer, clientId?: string): void {
    const bytes = Buffer.from(payload);
    for (const { rule, value, queue, invoke: door, republish } of selected({
      topic,
      payload: bytes,
      ...(clientId && { clientId }),
    })) {
      if (queue) enqueue(queue, JSON.stringify(value));
      else if (door) callLater(door, JSON.parse(JSON.stringify(value)), 0);
      else if (republish) hand(republish, bytes);
      else throw new Error(`rule ${rule} leads nowhere`);
    }
    hand(topic, bytes);
  }

  /** A message on its way to who listens to devices/{id} or phones/{id}; it may come late, twice, or out of order. */
  function hand(topic: string, payload: Buffer): void {
    const hear = listeners.get(topic.split('/').slice(0, 2).join('/'));
    if (!hear) return;
    const number = ++numbers;
    const late = faults.delivery('message late', number) ? chance.from(1, 20, 'late', number) * SECOND : 0;
    after(late + 20, () => hear(topic, payload));
    if (faults.delivery('message twice', number))
      after(chance.from(1, 30, 'twice', number) * SECOND, () => hear(topic, payload));
  }

  function enqueue(door: string, body: string): void {
    const queue = queues.get(door) ?? [];
    queues.set(door, queue);
    const number = ++numbers;
    queue.push({ id: `m${number}`, body, deliveries: 0, visibleAt: clock.now });
    if (faults.delivery('queued twice', number))
      queue.push({
        id: `m${number}x`,
        body,
        deliveries: 0,
        visibleAt: clock.now + chance.from(0, 600, 'queued', number) * SECOND,
      });
    for (const { visibleAt } of queue.slice(-2)) at(visibleAt + SECOND, () => read(door));
  }

  /** Hands a batch of what is visible to the function that reads the queue. */
  async function read(door: string): Promise<void> {
    const queue = queues.get(door)!;
    const visible = chance
      .shuffled(
        queue.filter(({ visibleAt }) => visibleAt <= clock.now),
        door,
        numbers,
      )
      .slice(0, BATCH);
    if (visible.length === 0) return;
    for (const message of visible) {
      message.deliveries += 1;
      message.visibleAt = clock.now + VISIBILITY;
    }
    const event = { Records: visible.map(({ id, body }) => ({ messageId: id, body })) } as SQSEvent;
    const number = ++numbers;
    if (faults.delivery('throttled', number)) return after(VISIBILITY + SECOND, () => read(door));
    const call = () => faults.run(door, () => invoke(door, event) as Promise<SQSBatchResponse>);
    const twin = faults.delivery('batch twice at once', number) ? call().catch(() => {}) : undefined;
    const answer = await call().catch(() => undefined);
    await twin;
    const failed = new Set(
      answer ? answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) : visible.map(({ id }) => id),
    );
    const given = visible.filter(({ id, deliveries }) => failed.has(id) && deliveries >= DELIVERIES);
    for (const { body } of given) letters.push({ door, again: () => enqueue(door, body) });
    const gone = new Set(visible.filter((one) => !failed.has(one.id) || given.includes(one)));
    const left = queues.get(door)!.filter((one) => !gone.has(one)); // some have come meanwhile
    queues.set(door, left);
    if (left.length > 0) after(VISIBILITY + SECOND, () => read(door));
  }

  /** An asynchronous call: tried three times, minutes apart. */
  function callLater(door: string, event: unknown, failed: number): void {
    const number = ++numbers;
    const late = faults.delivery('call late', number) ? chance.from(1, 90, 'call', number) * SECOND : 50;
    const attempt = async () => {
      try {
        await faults.run(door, () => invoke(door, event));
      } catch {
        const pause = PAUSES[failed];
        if (pause === undefined) letters.push({ door, again: () => callLater(door, event, 0) });
        else after(pause, () => callLater(door, event, failed + 1));
      }
    };
    after(late, attempt);
    if (faults.delivery('call twice', number)) after(late + chance.from(0, 60, 'again', number) * SECOND, attempt);
  }

  return {
    after,
    run,
    publish,
    /** The broker has no connection any more, and takes nothing, for some time (ms). */
    restart(span: number): void {
      awayUntil = clock.now + span;
      for (const cut of clients) cut(span);
    },
    isAway: (): boolean => clock.now < awayUntil,
    /** Is told how long the broker is away, when it restarts. */
    onRestart: (cut: (back: number) => void): void => void clients.push(cut),
    letters,
    /** Hears what is published below devices/{id} or phones/{id}. */
    listen: (branch: string, hear: Hear): void => void listeners.set(branch, hear),
  };
}

export type Cloud = ReturnType<typeof startCloud>;
