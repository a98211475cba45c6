import type { Json } from './values.ts';

/** Deeper JSON counts as no JSON at all, so that nobody down the line overflows the stack on it. */
const MAX_JSON_DEPTH = 1000;

/** The value of a JSON text, or undefined if it is none. Takes any JSON, scalars included. */
export function parseJson(text: string): Json | undefined {
  let value: Json;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const shortestTooDeep = 2 * (MAX_JSON_DEPTH + 1);
  return text.length < shortestTooDeep || fits(value, MAX_JSON_DEPTH) ? value : undefined;
}

function fits(value: Json, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => fits(inner, levels - 1));
}
