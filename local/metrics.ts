import { Counter, Registry, Summary } from 'prom-client';
import { METRICS } from '../lib/metrics.ts';
import { obtain } from '../lib/obtain.ts';
import { hearMetrics, type Measured } from './aws/metrics.ts';

type Meter = Counter | Summary;

/** How many of what, by its dimension. */
type Counts = Map<string, Map<string, number>>;

/** What the functions measure, as Prometheus reads it and as one line says it; on AWS CloudWatch keeps it. */
export function startMetrics() {
  const registry = new Registry();
  const meters = new Map<string, Meter>();
  const counts: Counts = new Map();
  for (const [by, metrics] of Object.entries(METRICS)) {
    for (const [name, unit] of Object.entries(metrics)) meters.set(name, meterOf(registry, name, unit, by));
  }
  const deadLetters = new Counter({
    name: 'skein_dead_letters_total',
    help: 'messages that were given up, by queue',
    labelNames: ['queue'],
    registers: [registry],
  });
  const stop = hearMetrics(({ name, unit, by, which, value }: Measured) => {
    const meter = meters.get(name)!;
    if (meter instanceof Summary) meter.observe({ [by]: which }, value);
    else meter.inc({ [by]: which }, value);
    if (unit === 'Count') count(counts, name, which, value);
  });
  return {
    deadLetter: (queue: string): void => {
      deadLetters.inc({ queue });
      count(counts, 'dead_letters', queue, 1);
    },
    text: (): Promise<string> => registry.metrics(),
    contentType: registry.contentType,
    summary: (): string => summaryOf(counts),
    stop,
  };
}

export type LocalMetrics = ReturnType<typeof startMetrics>;

function meterOf(registry: Registry, name: string, unit: string, by: string): Meter {
  const settings = { help: `see docs/operate/metrics.md#${name}`, labelNames: [by], registers: [registry] };
  return unit === 'Milliseconds'
    ? new Summary({ ...settings, name: `skein_${name}_milliseconds`, percentiles: [0.5, 0.95, 0.99] })
    : new Counter({ ...settings, name: `skein_${name}_total` });
}

function count(counts: Counts, name: string, which: string, value: number): void {
  const own = obtain(counts, name, () => new Map<string, number>());
  own.set(which, (own.get(which) ?? 0) + value);
}

/** `accepted 1,204 (crowd 1,200, state 4); rejected 1 (jump 1)`; what did not happen is left out. */
function summaryOf(counts: Counts): string {
  const parts = [...counts].flatMap(([name, own]) => {
    const total = [...own.values()].reduce((a, b) => a + b, 0);
    const each = [...own].filter(([, value]) => value > 0).map(([which, value]) => `${which} ${shown(value)}`);
    return total === 0 ? [] : [`${name.replaceAll('_', ' ')} ${shown(total)} (${each.join(', ')})`];
  });
  return parts.join('; ') || 'no message and no rental';
}

const shown = (value: number) => value.toLocaleString('en');
