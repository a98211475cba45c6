import { basicIngest, evaluate, type Message, matches, parse, type Statement } from '@skein/iot-sql';
import type { RuleEntry } from '../../deploy/domain-file.ts';
import { readDomain, readDomains } from '../../deploy/doors.mjs';
import { sqlOf } from '../../deploy/sql.ts';
import { ruleNameIn } from '../../deploy/stage.ts';
import { topics } from '../../events/topics.ts';
import { environment } from '../../local/aws/iot/engine.ts';

export const STAGE = 'chaos';

/** A rule of a domain, and the door behind it, such as rental/mqtt/result. */
interface Rule {
  name: string;
  statement: Statement;
  domain: string;
  entry: RuleEntry;
}

/** What a rule does with a message that it selects. */
export interface Selected {
  rule: string;
  value: unknown;
  queue?: string;
  invoke?: string;
  republish?: string;
}

const rules: Rule[] = readDomains().flatMap((domain: string) =>
  Object.entries((readDomain(domain).rules ?? {}) as Record<string, RuleEntry>).map(([name, entry]) => ({
    name: ruleNameIn(STAGE, name),
    statement: parse(sqlOf(entry)),
    domain,
    entry,
  })),
);

/** What the rules of all domains make of a message, as they are deployed. */
export function selected(message: Message): Selected[] {
  const direct = basicIngest(message.topic)?.rule;
  const reading = rules.filter(({ name, statement }) =>
    direct === undefined ? matches(statement.from!, message.topic) : name === direct,
  );
  return reading.flatMap(({ name, statement, domain, entry }) => {
    const result = evaluate(statement, message, environment());
    if (!result.matched) return [];
    const { queue, invoke, republish } = entry;
    return [
      {
        rule: name,
        value: result.value,
        ...(queue && { queue: `${domain}/${queue}` }),
        ...(invoke && { invoke: `${domain}/${invoke}` }),
        ...(republish && { republish: republishedTo(republish, message) }),
      },
    ];
  });
}

/** The one rule that republishes sends a leased device's report to its phone. */
function republishedTo({ to }: NonNullable<RuleEntry['republish']>, { topic, payload }: Message): string {
  const { lease } = JSON.parse(Buffer.from(payload).toString()) as { lease: { phone_id: string } };
  return topics[to].pattern.replace('{phone_id}', lease.phone_id).replace('{device_id}', topic.split('/')[1]!);
}
