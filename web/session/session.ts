import { signal } from '@preact/signals';

/** Whom a view is for: operators and partners use the console, riders the phone. */
export type View = 'console' | 'phone';

/** Somebody who is signed in, with what the token says of them. */
export interface Session {
  token: string;
  refresh?: string;
  /** When the token ends, ms. */
  until: number;
  sub: string;
  role: 'operator' | 'partner' | 'rider' | 'device';
  phone_id?: string;
}

const KEY = 'skein.session.';

const kept = (view: View): Session | undefined => {
  const text = sessionStorage.getItem(KEY + view);
  return text ? (JSON.parse(text) as Session) : undefined;
};

/** Of this tab; a tab forgets them when it is closed. */
export const sessions = {
  console: signal<Session | undefined>(kept('console')),
  phone: signal<Session | undefined>(kept('phone')),
};

export function keep(view: View, session: Session | undefined): void {
  if (session) sessionStorage.setItem(KEY + view, JSON.stringify(session));
  else sessionStorage.removeItem(KEY + view);
  sessions[view].value = session;
}

/** What a token says. The API checks it; here it only decides what is shown. */
export function sessionOf(token: string, expiresIn: number, refresh?: string): Session {
  const claims = JSON.parse(atob(token.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/')));
  const { sub, role, phone_id } = claims as Pick<Session, 'sub' | 'role' | 'phone_id'>;
  return {
    token,
    until: Date.now() + expiresIn * 1000,
    sub,
    role,
    ...(phone_id && { phone_id }),
    ...(refresh && { refresh }),
  };
}
