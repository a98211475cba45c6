import { readFileSync } from 'node:fs';
import { doorOf, readDomain, readDomains } from '../../deploy/doors.mjs';
import { type TopicName, topics } from '../../events/topics.ts';
import { imports, reachable } from './imports.ts';

const ALL = imports();

/** The topics of ours that a function's own code names, if it can publish at all. */
function publishedBy(source: string): string[] {
  const files = [...reachable(source, ALL)];
  if (!files.includes('lib/iot.ts')) return [];
  const texts = files.filter((file) => file.startsWith('functions/')).map((file) => readFileSync(file, 'utf8'));
  const named = texts.flatMap((text) => [...text.matchAll(/\btopics\.(?!ts\b)(\w+)/g)].map(([, topic]) => topic!));
  return [...new Set(named)].filter((topic) => topics[topic as TopicName].from !== 'device').sort();
}

const functions = readDomains().flatMap((domain) =>
  Object.entries(readDomain(domain).functions).map(([name, entry]) => {
    const { door, source } = doorOf(domain, name);
    return { name: `${domain}/${door}`, source, publishes: [...(entry?.publishes ?? [])].sort() };
  }),
);

// On AWS a function may publish what functions.yml says, and nothing else; locally nobody would notice.
test.each(functions)('$name may publish what its code publishes', ({ source, publishes }) => {
  expect(publishes).toEqual(publishedBy(source));
});
