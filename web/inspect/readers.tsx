import { Loaded } from '../parts/loaded.tsx';
import { usePoll } from '../talk/poll.ts';
import { type HouseRule, readersOf, readHouseRules } from './rules.ts';
import type { Heard } from './stream.ts';
import { takes } from './takes.ts';

/** The rules of the house that read the topic of a message, and which of them take it. */
export function Readers({ message }: { message: Heard }) {
  const { polled, again } = usePoll(
    async () => {
      const readers = readersOf(await readHouseRules(), message.topic);
      return Promise.all(readers.map(async (rule) => ({ ...rule, isTaken: await takes(rule, message) })));
    },
    Number.POSITIVE_INFINITY,
    [message.number],
  );
  return (
    <>
      <h2>Rules that read this topic</h2>
      <Loaded from={polled} again={again}>
        {(rules) =>
          rules.length === 0 ? (
            <p class="faint">None: it is for whoever subscribes.</p>
          ) : (
            rules.map((rule) => <Reader key={rule.rule} {...rule} />)
          )
        }
      </Loaded>
    </>
  );
}

function Reader({ rule, filter, where, to, isTaken }: HouseRule & { isTaken: boolean }) {
  return (
    <div class="notice" data-test={`rule-${rule}`}>
      <p>
        <b>{rule}</b> {isTaken ? <span class="good">takes it</span> : <span class="faint">does not take it</span>}
      </p>
      <p>
        <span class="faint">FROM</span> {filter} → {to}
      </p>
      {where && (
        <p class="faint">
          WHERE <code>{where}</code>
        </p>
      )}
    </div>
  );
}
