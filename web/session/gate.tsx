import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { config } from '../config.ts';
import { wordsOf } from '../words.ts';
import { sessions, type View } from './session.ts';
import { current, signIn } from './sign-in.ts';

/** How often it is looked whether a token ends; ms. */
const LOOK = 30_000;

/** Shows its children to those whose role may see them, and signs the others in. */
export function Gate({ view, roles, children }: { view: View; roles: string[]; children: ComponentChildren }) {
  const session = sessions[view].value;
  const [problem, setProblem] = useState<unknown>();

  useEffect(() => {
    const look = () => void current(view);
    look();
    const timer = setInterval(look, LOOK);
    return () => clearInterval(timer);
  }, [view]);

  const enter = (ask: boolean) => signIn(view, { ask }).catch(setProblem);
  useEffect(() => {
    // where the provider is told whom to expect, nobody is asked
    if (!session) void config.then(({ hints }) => hints && enter(false));
  }, [session === undefined, view]);

  if (session && roles.includes(session.role)) return <>{children}</>;
  return (
    <section class="gate">
      {problem !== undefined ? (
        <p role="alert">
          The provider that signs you in does not answer. {problem instanceof TypeError ? '' : wordsOf(problem)}
        </p>
      ) : session ? (
        <p>
          You are signed in as {session.sub}, {session.role}. This page is for: {roles.join(', ')}.
        </p>
      ) : (
        <p>Sign in to go on.</p>
      )}
      <button type="button" class="main" onClick={() => enter(session !== undefined)}>
        {session ? 'Sign in as somebody else' : 'Sign in'}
      </button>
    </section>
  );
}
