import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { readDomains } from '../deploy/doors.mjs';

/**
 * The rules of every domain as its functions.yml declares them, for the console's inspector:
 * `[{ rule, domain, filter, where?, to }]`; `filter` as MQTT has it, `to` is the function or the topic.
 */
export function readRules() {
  const { channels } = JSON.parse(readFileSync('events/published/asyncapi.json', 'utf8'));
  const addressOf = (topic) => channels[topic].address;
  return readDomains().flatMap((domain) => {
    const { rules = {} } = parse(readFileSync(`functions/${domain}/functions.yml`, 'utf8')) ?? {};
    return Object.entries(rules)
      .filter(([, { from }]) => from in channels) // nobody outside hears what is internal
      .map(([rule, { from, where, queue, invoke, republish }]) => ({
        rule,
        domain,
        filter: addressOf(from).replaceAll(/\{\w+\}/g, '+'),
        ...(where && { where }),
        to: republish ? addressOf(republish.to) : `${domain}/${queue ?? invoke}`,
      }));
  });
}
