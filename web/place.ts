import { signal } from '@preact/signals';

/** Where one is in the console: `#/heat/demo-mall?floor=1` is `path` ['heat', 'demo-mall'] and `query` floor=1. */
export interface Place {
  path: string[];
  query: URLSearchParams;
}

function read(): Place {
  const [path = '', query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  return { path: path.split('/').filter(Boolean).map(decodeURIComponent), query: new URLSearchParams(query) };
}

export const place = signal(read());

addEventListener('hashchange', () => {
  place.value = read();
});

/** The address of a place, for links. */
export function href(path: readonly string[], query: Record<string, string | undefined> = {}): string {
  const set = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const search = new URLSearchParams(set).toString();
  return `#/${path.map(encodeURIComponent).join('/')}${search && `?${search}`}`;
}

/** Changes what the query of the present place says, without a new entry in the browser's history. */
export function setQuery(changes: Record<string, string | undefined>): void {
  const { path, query } = place.value;
  const next = href(path, { ...Object.fromEntries(query), ...changes });
  history.replaceState(history.state, '', next);
  place.value = read();
}
