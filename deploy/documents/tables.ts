import { REFUSALS, REJECTIONS } from '../../events/reasons.ts';
import { ROLES, type Role } from '../../events/roles.ts';
import type { Route } from '../../events/route.ts';
import { ALL_ROUTES } from '../../events/routes.ts';
import { topics } from '../../events/topics.ts';
import { KEYS } from '../../functions/keys.ts';
import type { KeySpec } from '../../lib/key.ts';
import { DAY } from '../../lib/time.ts';
import { readDomain, readDomains } from '../doors.mjs';
import { doorsByRoute } from '../routes.ts';

const GENERATED = '<!-- Made by `npm run documents`; change what it is made from, not this page. -->';

const row = (...cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
const table = (head: string[], rows: string[][]) =>
  [row(...head), row(...head.map(() => '---')), ...rows.map((cells) => row(...cells))].join('\n');
const page = (title: string, ...parts: string[]) => `${[GENERATED, `# ${title}`, ...parts].join('\n\n')}\n`;

const calledBy = (role: Role): string[] =>
  ALL_ROUTES.filter(({ roles }) => roles !== 'anyone' && roles.includes(role)).map(
    ({ method, path }) => `\`${method} ${path}\``,
  );

/** Where a route is served, as docs name doors. */
function doorNames(): (route: Route) => string {
  const doors = doorsByRoute();
  return (route) => {
    const found = doors.get(route);
    if (!found) throw new Error(`no functions.yml names a function for ${route.method} ${route.path}`);
    return `\`${found.domain}/${found.door}\``;
  };
}

/** Who may call what: docs/routes.md. */
export function routesPage(): string {
  const doorName = doorNames();
  return page(
    'Routes',
    'Who may call what. Each route is declared once, in `events/<domain>/routes.ts`, and held to it by `lib/http.ts`. ' +
      'Parameters, bodies and answers are in [openapi.json](../events/published/openapi.json).',
    table(
      ['route', 'who', 'what', 'door'],
      ALL_ROUTES.map((route) => [
        `\`${route.method} ${route.path}\``,
        route.roles === 'anyone' ? 'anyone' : route.roles.join(', '),
        route.about,
        doorName(route),
      ]),
    ),
    '## By role',
    'What each may call, besides what is for anyone. Beside its role, a route may show more to an owner than to others: ' +
      'see the door.',
    table(
      ['role', 'routes'],
      ROLES.map((role) => [role, calledBy(role).join(', ')]),
    ),
    '## Why a request is refused',
    'Beside these there is `invalid_<name>` (400), which names the parameter, header or member of the body at fault.',
    table(
      ['reason', 'status', 'what it says'],
      Object.entries(REFUSALS).map(([reason, [status, text]]) => [`\`${reason}\``, String(status), text]),
    ),
  );
}

/** The doors that rules hand a topic's messages to, or the topic that they go on to. */
const takersOf = (topic: string): string =>
  readDomains()
    .flatMap((domain) => Object.values(readDomain(domain).rules ?? {}).map((rule) => ({ domain, rule })))
    .filter(({ rule }) => rule.from === topic)
    .map(({ domain, rule: { queue, invoke, republish } }) =>
      republish ? `republished to ${republish.to}` : `\`${domain}/${queue ?? invoke}\``,
    )
    .join(', ');

/** Who says what: docs/topics.md. */
export const topicsPage = (): string =>
  page(
    'Topics',
    'Every topic is declared once, in [`events/topics.ts`](../events/topics.ts), with the schema of its payload. ' +
      'QoS 1: messages arrive at least once, in no order. ' +
      'A device may also publish those with Basic Ingest as `$aws/rules/skein_<stage>_<rule>/<topic>`; functions publish ' +
      'internal ones only so.',
    table(
      ['topic', 'from', 'to', 'what', 'taken by', 'Basic Ingest'],
      Object.entries(topics).map(([name, { pattern, from, to, about, basicIngest }]) => [
        `\`${pattern}\``,
        from,
        to,
        about,
        takersOf(name),
        basicIngest ? `rule \`${basicIngest}\`` : '',
      ]),
    ),
    '## Why a crowd report does not count',
    table(
      ['reason', 'what it means'],
      Object.entries(REJECTIONS).map(([reason, text]) => [`\`${reason}\``, text]),
    ),
  );

const livesOf = ({ lives }: KeySpec): string => (typeof lives === 'number' ? `${lives / DAY} days` : lives);

/** What lies in Redis: docs/keys.md. */
export const keysPage = (): string =>
  page(
    'Keys',
    'What lies in Redis, and whose it is. Each key is declared in `functions/<domain>/keys.ts`. Times are milliseconds.',
    table(
      ['key', 'type', 'holds', 'domain', 'lives', 'in backups'],
      KEYS.map(({ domain, pattern, spec }) => [
        `\`${pattern}\``,
        spec.type,
        spec.holds,
        domain,
        livesOf(spec),
        spec.backup ? 'yes' : 'no',
      ]),
    ),
    ...KEYS.filter(({ spec }) => spec.fields).flatMap(({ pattern, spec }) => [
      `## Fields of \`${pattern}\``,
      table(
        ['field', 'holds'],
        Object.entries(spec.fields!).map(([field, holds]) => [`\`${field}\``, holds]),
      ),
    ]),
  );
