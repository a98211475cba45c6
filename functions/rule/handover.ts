import type { SelectedReports } from '../../events/rule/rule.ts';
import { topics } from '../../events/topics.ts';
import { publish, publishInternal } from '../../lib/iot.ts';
import { obtain } from '../../lib/obtain.ts';
import { parts } from '../../lib/parts.ts';
import { slices } from '../../lib/slices.ts';
import { keepCall } from './calls.ts';
import type { Compiled } from './rule.ts';

/** What a rule has selected. */
export interface Handed {
  device_id: string;
  received_at: number;
  message: object;
  topic?: string;
}

/** A call of a web address has so many rows at most. */
const MOST_ROWS = 100;
/** So many publishes are under way at once. */
const AT_ONCE = 50;

const REPORTS = { state: topics.selected_state, usage: topics.selected_usage };

/** What is handed on after a batch: reports of many devices together, since each publish is a request. */
export class Handover {
  readonly #reports = { state: [] as SelectedReports['reports'], usage: [] as SelectedReports['reports'] };
  readonly #publishes: (() => Promise<void>)[] = [];
  readonly #calls = new Map<Compiled, Handed[]>();

  add(rule: Compiled, handed: Handed): void {
    const { into } = rule;
    const { device_id, received_at, message, topic } = handed;
    if (topic !== undefined) this.#publishes.push(() => publish(topic, message));
    else if (into === 'events') {
      this.#publishes.push(() => publishInternal(topics.selected_event, { ...message, device_id }));
    } else if (typeof into === 'string') this.#reports[into].push({ device_id, received_at, report: message });
    else obtain(this.#calls, rule, () => []).push(handed);
  }

  /** Rejects where something could not be handed on; then all of it is to be handed on again. */
  async send(now: number): Promise<void> {
    for (const into of ['state', 'usage'] as const) {
      for (const reports of parts(this.#reports[into])) {
        this.#publishes.push(() => publishInternal(REPORTS[into], { reports }));
      }
    }
    for (const [rule, rows] of this.#calls) {
      for (const some of parts(rows).flatMap((part) => slices(part, MOST_ROWS))) {
        this.#publishes.push(() => callLater(rule, some, now));
      }
    }
    for (const some of slices(this.#publishes, AT_ONCE)) await Promise.all(some.map((send) => send()));
  }
}

/** An address may be slow, so it is called by a function of its own. */
async function callLater({ rule_id, into, secret }: Compiled, handed: readonly Handed[], now: number): Promise<void> {
  const { webhook: url } = into as { webhook: string };
  const rows = handed.map(({ device_id, received_at, message }) => ({ device_id, received_at, row: message }));
  const delivery_id = await keepCall({ rule_id, url, secret: secret!, rows }, now);
  await publishInternal(topics.webhook_due, { delivery_id });
}
