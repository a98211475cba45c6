import { Icon } from '../parts/icon.tsx';
import { live } from '../talk/live.ts';
import { reach } from '../talk/reach.ts';
import { sessions, type View } from './session.ts';
import { signIn } from './sign-in.ts';

const WORDS = {
  away: 'Connection lost. Trying again…',
  connecting: 'Connecting…',
  connected: 'Live',
  none: 'Connected',
} as const;

/** Whether what one sees is up to date, and who one is. */
export function Standing({ view }: { view: View }) {
  const session = sessions[view].value;
  if (!session) return null;
  const state = reach.value === 'away' ? 'away' : live[view].link.value;
  return (
    <>
      <span class={`standing ${state}`} role="status">
        {WORDS[state]}
      </span>
      <button
        type="button"
        class="quiet who"
        onClick={() => void signIn(view, { ask: true })}
        title="Sign in as somebody else"
      >
        <Icon name="person" />
        <span>{session.sub}</span>
      </button>
    </>
  );
}
