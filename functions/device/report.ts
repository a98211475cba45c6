import { StateReport } from '../../events/device/state-report.ts';
import type { Product } from '../../events/product/product.ts';
import type { RejectionReason } from '../../events/reasons.ts';
import { type Delivery, payloadOf } from '../../lib/batch.ts';
import { compile } from '../../lib/compile.ts';
import { faultIn } from '../../lib/fault.ts';
import { isInSeconds, isUnset, MINUTE } from '../../lib/time.ts';
import { conform } from '../product/index.ts';
import type { Fault } from '../rejection/index.ts';

/** A report as far as it counts. */
export interface Read {
  report?: StateReport;
  faults: Fault[];
}

const schema = compile(StateReport);
/** The first faults of a report are told; it has room for thousands. */
const MOST_FAULTS = 10;
/**
 * How far a device's clock may run ahead of the broker's: a report from further ahead would lock out those after it.
 */
const CLOCK_AHEAD = MINUTE;

/**
 * The report of a delivery, held against the product of its device, with what is wrong in it. Of a device that is not
 * registered nothing becomes state, but its claim of a lease is still looked at. What a device says before it knows the time
 * counts as of when the broker took it: it may be a fault.
 */
export function readReport(delivery: Delivery, product: Product | undefined): Read {
  const report = payloadOf(delivery);
  if (!schema.Check(report)) return refused('malformed', faultIn(schema, report));
  if (isInSeconds(report.at)) return refused('at_in_seconds', `/at is ${report.at}`);
  const ahead = report.at - delivery.received_at;
  if (ahead > CLOCK_AHEAD) return refused('clock_ahead', `/at is ${ahead} ms ahead`);
  if (isNestedTooDeeply(report)) return refused('malformed', 'is nested too deeply');
  const isTimed = !isUnset(report.at);
  const timed = isTimed ? report : { ...report, at: delivery.received_at };
  const read = product ? hold(timed, product) : unregistered(timed, delivery);
  return isTimed
    ? read
    : { ...read, faults: [{ reason: 'clock_unset', detail: `/at is ${report.at}` }, ...read.faults] };
}

const unregistered = (report: StateReport, { device_id }: Delivery): Read => ({
  report: { ...report, properties: {} },
  faults: [{ reason: 'device_unknown', detail: device_id }],
});

/** What its product does not allow is left out. */
function hold(report: StateReport, product: Product): Read {
  const { properties = {}, battery, position, ...rest } = report;
  const isDeclared = product.thing.properties?.battery !== undefined;
  const { values, faults } = conform(product, {
    ...properties,
    ...(isDeclared && battery !== undefined && { battery }),
  });
  const kept = { ...values, ...(!isDeclared && battery !== undefined && { battery }) };
  const isInside = position === undefined || within(position, product.thing['skein:motion']?.bounds);
  const outside: Fault[] = isInside ? [] : [{ reason: 'outside_bounds', detail: `/position ${position}` }];
  return {
    report: { ...rest, ...(isInside && position && { position }), properties: kept },
    faults: [...outside, ...faults].slice(0, MOST_FAULTS),
  };
}

const within = ([lng, lat]: [number, number], bounds: [number, number, number, number] | undefined): boolean =>
  !bounds || (lng >= bounds[0] && lat >= bounds[1] && lng <= bounds[2] && lat <= bounds[3]);

/** Whether it is nested so deeply that it cannot be serialised again. */
function isNestedTooDeeply(report: StateReport): boolean {
  try {
    JSON.stringify(report);
    return false;
  } catch {
    return true;
  }
}

const refused = (reason: RejectionReason, detail: string): Read => ({ faults: [{ reason, detail }] });
