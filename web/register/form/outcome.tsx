import type { ComponentChildren } from 'preact';
import { wordsOf } from '../../words.ts';
import { isLost } from './refusal.ts';
import type { Sent } from './send.ts';

/** The button that sends a form. */
export function SendButton({ sent, children }: { sent: Sent<unknown>; children: string }) {
  const text = sent.isBusy ? 'Sending…' : sent.error !== undefined && isLost(sent.error) ? 'Try again' : children;
  return (
    <button type="submit" class="main" disabled={sent.isBusy}>
      {text}
    </button>
  );
}

/** What became of it. A refusal that is shown beside its field, as `besideField` says, is not said twice. */
export function Outcome<Answer>({
  sent,
  besideField = false,
  children,
}: {
  sent: Sent<Answer>;
  besideField?: boolean;
  children: (answer: Answer) => ComponentChildren;
}) {
  const { error, answer } = sent;
  return (
    <>
      {error !== undefined && (
        <p class="notice bad" role="alert">
          {isLost(error)
            ? 'The API did not answer. Nothing that you entered is lost, and sending it again does no harm.'
            : besideField
              ? 'The API has refused this. The reason is beside the field.'
              : wordsOf(error)}
        </p>
      )}
      <div role="status">{answer !== undefined && <div class="notice good">{children(answer)}</div>}</div>
    </>
  );
}
