import { type Message, render, type Template } from '@skein/iot-sql';
import { DeviceEvent } from '../../events/device/command.ts';
import { StateReport } from '../../events/device/state-report.ts';
import { UsageReport } from '../../events/usage/usage.ts';
import { compile } from '../../lib/compile.ts';
import { PART_BYTES } from '../../lib/parts.ts';
import { environment } from './environment.ts';
import { type Compiled, REPUBLISHED } from './rule.ts';

/** What a rule hands on, or why its target does not take it. */
export type Fit = { message: object; topic?: string } | { refused: string };

type Row = Record<string, unknown>;
type Target = Extract<Compiled['into'], string>;

/** The limits of a topic, https://docs.aws.amazon.com/general/latest/gr/iot-core.html#message-broker-limits */
const LONGEST_TOPIC = 256;
const MOST_SLASHES = 7;

/** The boot of reports whose device names none; their time is their sequence then. */
const BOOT = 'raw';

const numbered = (row: Row, now: number): Row => {
  const { at = now } = row;
  return { seq: at, boot: BOOT, at, ...row };
};

/** What is filled in where the device does not say it. */
const FILL: Record<Target, (row: Row, now: number) => Row> = {
  state: numbered,
  usage: (row, now) => {
    if ('entries' in row) return numbered(row, now);
    const { seq, boot, at, ...entry } = numbered(row, now); // a row of one entry
    return { seq, boot, at, entries: [entry] };
  },
  events: (row, now) => ({ at: now, ...row }),
};
const CHECKS = { state: compile(StateReport), usage: compile(UsageReport), events: compile(DeviceEvent) };

/** Holds what a rule has selected against its target. */
export function fitTarget(rule: Compiled, row: unknown, message: Message, received_at: number): Fit {
  const found = fitted(rule, row, message, received_at);
  if ('refused' in found || Buffer.byteLength(JSON.stringify(found.message)) <= PART_BYTES) return found;
  return { refused: `is more than ${PART_BYTES} bytes` };
}

function fitted({ into, topic }: Compiled, row: unknown, message: Message, received_at: number): Fit {
  if (typeof row !== 'object' || row === null || row instanceof Uint8Array || Array.isArray(row)) {
    return { refused: 'a rule selects an object' };
  }
  if (topic) return republished(topic, row, message, received_at);
  if (typeof into !== 'string') return { message: row };
  const report = FILL[into](row as Row, received_at);
  const fault = faultOf(CHECKS[into], report);
  return fault === undefined ? { message: report } : { refused: fault };
}

function faultOf(check: { Check(value: unknown): boolean; Errors(value: unknown): unknown[] }, report: Row) {
  if (check.Check(report)) return undefined;
  const [{ instancePath, message }] = check.Errors(report) as [{ instancePath: string; message: string }];
  return `${instancePath || '/'} ${message}`;
}

function republished(template: Template, row: object, message: Message, received_at: number): Fit {
  const topic = render(template, message, environment(received_at));
  if (topic === undefined) return { refused: 'a part of its topic is Null or Undefined' };
  const isTopic = topic.startsWith(REPUBLISHED) && !/[+#]/.test(topic) && topic.split('/').length <= MOST_SLASHES + 1;
  if (!isTopic || Buffer.byteLength(topic) > LONGEST_TOPIC) return { refused: `no topic: ${topic.slice(0, 100)}` };
  return { message: row, topic };
}
