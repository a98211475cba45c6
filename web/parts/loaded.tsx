import type { ReadonlySignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { Polled } from '../talk/poll.ts';
import { wordsOf } from '../words.ts';
import { Ago } from './time.tsx';

/** Shows what was read; before that, that it is being read, and where reading fails, why, beside what was read last. */
export function Loaded<Value>({
  from,
  again,
  who = 'operator',
  children,
}: {
  from: ReadonlySignal<Polled<Value>>;
  again: () => void;
  who?: 'operator' | 'rider';
  children: (value: Value) => ComponentChildren;
}) {
  const { value, at, error } = from.value;
  return (
    <>
      {error && (
        <div class="notice bad" role="alert">
          <p>{wordsOf(error, who)}</p>
          {at !== undefined && (
            <p class="faint">
              What you see was read <Ago at={at} />.
            </p>
          )}
          <button type="button" onClick={again}>
            Try again
          </button>
        </div>
      )}
      {value !== undefined ? children(value) : !error && <p class="loading">Loading…</p>}
    </>
  );
}
