import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** The sample of a topic's payload: `crowd_report` is in events/heatmap/crowd-report.json. */
export function sampleOf(topic: string): unknown {
  const file = `${topic.replaceAll('_', '-')}.json`;
  const folder = readdirSync('events').find((name) => existsSync(`events/${name}/${file}`));
  if (!folder) throw new Error(`the topic ${topic} has no sample ${file} below events/`);
  return JSON.parse(readFileSync(`events/${folder}/${file}`, 'utf8'));
}
