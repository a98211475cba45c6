/**
 * AWS IoT's topics and topic filters, where they differ from plain MQTT.
 * https://docs.aws.amazon.com/iot/latest/developerguide/topics.html
 */
import { memoize } from './memoize.ts';

const levelsOf = (text: string): readonly string[] => text.split('/');

/** Filters are few, and asked again with every message. */
const filterLevels = memoize(levelsOf);

/** Of the topic that was asked last: one filter after the other is held against it. */
let last: { topic: string; levels: readonly string[] } = { topic: '', levels: [''] };

function topicLevels(topic: string): readonly string[] {
  if (topic !== last.topic) last = { topic, levels: levelsOf(topic) };
  return last.levels;
}

/**
 * Whether a topic filter takes a topic. `+` stands for one level and `#` for one or more, so that `sensor/#` takes
 * `sensor/` but not `sensor`; a wildcard at the first level does not take reserved topics, which begin with `$`.
 */
export function matches(filter: string, topic: string): boolean {
  const wanted = filterLevels(filter);
  const levels = topicLevels(topic);
  if (topic.startsWith('$') && (wanted[0] === '+' || wanted[0] === '#')) return false;
  for (const [index, want] of wanted.entries()) {
    if (index >= levels.length) return false;
    if (want === '#') return true;
    if (want !== '+' && want !== levels[index]) return false;
  }
  return wanted.length === levels.length;
}

/** Whether every `+` and `#` is a level of its own, and `#` only the last. */
export function isFilter(text: string): boolean {
  const levels = text.split('/');
  return (
    text !== '' &&
    levels.every((level, index) =>
      level === '#' ? index === levels.length - 1 : level === '+' || !(level.includes('+') || level.includes('#')),
    )
  );
}

/**
 * Splits a Basic Ingest topic `$aws/rules/{rule}/{topic}` into the rule that it names and the topic that this rule
 * sees; undefined for any other topic.
 * https://docs.aws.amazon.com/iot/latest/developerguide/iot-basic-ingest.html
 */
export function basicIngest(topic: string): { rule: string; topic: string } | undefined {
  if (!topic.startsWith('$aws/rules/')) return undefined;
  const [, rule, rest = ''] = /^\$aws\/rules\/([^/]+)(?:\/(.*))?$/s.exec(topic) ?? [];
  return rule === undefined ? undefined : { rule, topic: rest };
}

/**
 * The topic that a republish action publishes to: `$$aws/things/…` names the reserved topic `$aws/things/…`.
 * https://docs.aws.amazon.com/iot/latest/developerguide/republish-rule-action.html
 */
export function republishTopic(rendered: string): string {
  return rendered.startsWith('$$') ? rendered.slice(1) : rendered;
}
