import { Counter, Registry, Summary } from 'prom-client';
import { METRICS } from '../lib/metrics.ts';
import { hearMetrics, type Measured } from './aws/metrics.ts';

type Meter = Counter | Summary;

/** What the functions measure, as Prometheus reads it and as one line says it; on AWS CloudWatch keeps it. */
export function startMetrics() {
  const registry = new Registry();
  const meters = new Map<string, Meter>();
  for (const [by, metrics] of Object.entries(METRICS)) {
    for (const [name, unit] of Object.entries(metrics)) meters.set(name, meterOf(registry, name, unit, by));
  }
  const deadLetters = new Counter({
    name: 'skein_dead_letters_total',
    help: 'messages that were given up, by queue',
    labelNames: ['queue'],
    registers: [registry],
  });
  const stop = hearMetrics(({ name, by, which, value }: Measured) => {
    const meter = meters.get(name)!;
    if (meter instanceof Summary) meter.observe({ [by]: which }, value);
    else meter.inc({ [by]: which }, value);
  });
  return {
    deadLetter: (queue: string): void => deadLetters.inc({ queue }),
    text: (): Promise<string> => registry.metrics(),
    contentType: registry.contentType,
    summary: (): Promise<string> => summaryOf(registry),
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

/** `accepted 1,204 (crowd 1,200, state 4); rejected 1 (jump 1)`; what did not happen is left out. */
async function summaryOf(registry: Registry): Promise<string> {
  const counters = registry.getMetricsAsArray().filter((metric) => metric instanceof Counter);
  const parts = await Promise.all(counters.map(partOf));
  return parts.filter((part) => part !== '').join('; ') || 'no message and no rental';
}

async function partOf(counter: Counter): Promise<string> {
  const { name, values } = await counter.get();
  const counted = values.filter(({ value }) => value > 0);
  if (counted.length === 0) return '';
  const total = counted.reduce((sum, { value }) => sum + value, 0);
  const each = counted.map(({ labels, value }) => `${Object.values(labels).join()} ${shown(value)}`);
  return `${name.slice('skein_'.length, -'_total'.length).replaceAll('_', ' ')} ${shown(total)} (${each.join(', ')})`;
}

const shown = (value: number) => value.toLocaleString('en');
