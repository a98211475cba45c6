import type { ComponentType } from 'preact';
import { lazy, Suspense } from 'preact/compat';
import { Icon, type IconName } from './parts/icon.tsx';
import { href, place } from './place.ts';
import { Gate } from './session/gate.tsx';
import { sessions, type View } from './session/session.ts';
import { Standing } from './session/standing.tsx';
import { switchTheme, theme } from './theme.ts';

interface Page {
  name: string;
  icon: IconName;
  view: View;
  roles: string[];
  body: ComponentType;
}

/** The pages for those who are signed in, by the first part of their address. */
const PAGES: Record<string, Page> = {
  heat: {
    name: 'Heat',
    icon: 'heat',
    view: 'console',
    roles: ['operator', 'partner'],
    body: lazy(() => import('./heat/page.tsx')),
  },
  fleet: {
    name: 'Fleet',
    icon: 'fleet',
    view: 'console',
    roles: ['operator', 'partner'],
    body: lazy(() => import('./fleet/page.tsx')),
  },
  messages: {
    name: 'Messages',
    icon: 'inspect',
    view: 'console',
    roles: ['operator'],
    body: lazy(() => import('./inspect/page.tsx')),
  },
  register: {
    name: 'Register',
    icon: 'register',
    view: 'console',
    roles: ['operator'],
    body: lazy(() => import('./register/page.tsx')),
  },
  phone: {
    name: 'Phone',
    icon: 'phone',
    view: 'phone',
    roles: ['rider'],
    body: lazy(() => import('./phone/page.tsx')),
  },
};

const VisitPage = lazy(() => import('./visit/page.tsx'));

/** What surrounds every page; a public venue's page, `#/visit/{venue_id}`, stands alone. */
export function Shell() {
  const [first = 'heat'] = place.value.path;
  if (first === 'visit') {
    return (
      <Suspense fallback={<p class="loading">Loading…</p>}>
        <VisitPage />
      </Suspense>
    );
  }
  const key = first in PAGES ? first : 'heat';
  const { view, roles, body: Body, name } = PAGES[key]!;
  return (
    <div class="shell">
      <button type="button" class="skip" onClick={() => document.getElementById('main')?.focus()}>
        Skip to the content
      </button>
      <header class="bar">
        <a class="brand" href={href(['heat'])} aria-label="Skein">
          <img src="icon.svg" alt="" width="28" height="28" />
          <span>Skein</span>
        </a>
        <nav aria-label="Pages">
          {Object.entries(PAGES)
            .filter(isFor)
            .map(([path, page]) => (
              <a key={path} href={href([path])} aria-current={path === key ? 'page' : undefined}>
                <Icon name={page.icon} />
                <span>{page.name}</span>
              </a>
            ))}
        </nav>
        <div class="bar-end">
          <Standing view={view} />
          <button type="button" class="quiet" onClick={switchTheme} aria-label={`Use the ${other()} theme`}>
            <Icon name={theme.value === 'dark' ? 'sun' : 'moon'} />
          </button>
        </div>
      </header>
      <main id="main" tabIndex={-1} aria-label={name}>
        <Gate view={view} roles={roles}>
          <Suspense fallback={<p class="loading">Loading…</p>}>
            <Body />
          </Suspense>
        </Gate>
      </main>
    </div>
  );
}

const other = () => (theme.value === 'dark' ? 'light' : 'dark');

/** Whoever is not signed in sees every page, and is asked there. */
function isFor([, { view, roles }]: [string, Page]): boolean {
  const role = sessions[view].value?.role;
  return role === undefined || roles.includes(role);
}
