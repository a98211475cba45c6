import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** The sample of a topic's payload: `crowd_report` is in events/heatmap/crowd-report.json. */
export function sampleOf(topic: string): unknown {
  const sample = sampleFor(topic);
  if (sample === undefined) throw new Error(`the topic ${topic} has no sample below events/`);
  return sample;
}

/** The same of a topic, or of a rule that selects only some of a topic; undefined where there is none. */
export function sampleFor(name: string): unknown {
  const file = `${name.replaceAll('_', '-')}.json`;
  const folder = readdirSync('events').find((one) => existsSync(`events/${one}/${file}`));
  return folder && JSON.parse(readFileSync(`events/${folder}/${file}`, 'utf8'));
}
