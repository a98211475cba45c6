import type { Family } from './functions/define.ts';
import { parseJson } from './json.ts';
import { memoize } from './memoize.ts';
import { isObject, type Json, own, type Value } from './values.ts';

/**
 * JSON_VALUE and JSON_QUERY as in SQL:2016 (ISO/IEC 9075-2, SQL/JSON), for payloads that carry JSON in a string. AWS IoT
 * SQL has neither: they are for rules that run in a function. Paths are those without wildcards: `$.a."b c"['d'][0]`.
 * What is missing, or of the other kind, is Undefined; a value keeps its JSON type.
 */
export const sqlJson: Family = {
  json_value: { arity: [2, 2], apply: ([of, path]) => scalar(find(of, path)) },
  json_query: { arity: [2, 2], apply: ([of, path]) => structure(find(of, path)) },
};

const scalar = (value: Value): Value => (typeof value === 'object' && value !== null ? undefined : value);
const structure = (value: Value): Value => (isObject(value) || Array.isArray(value) ? value : undefined);

function find(of: Value, path: Value): Value {
  const steps = typeof path === 'string' ? stepsOf(path) : undefined;
  if (!steps) return undefined;
  let value: Json | undefined = typeof of === 'string' ? read(of) : isObject(of) || Array.isArray(of) ? of : undefined;
  for (const step of steps) {
    if (typeof step === 'number') value = Array.isArray(value) ? value[step] : undefined;
    else value = value !== undefined && isObject(value) ? own(value, step) : undefined;
  }
  return value;
}

/** The JSON that the text was last read from: one rule asks the same text for one value after the other. */
let last: { text: string; json: Json | undefined } | undefined;

function read(text: string): Json | undefined {
  if (last?.text !== text) last = { text, json: parseJson(text) };
  return last.json;
}

const STEP = /\.([A-Za-z_$][\w$]*)|\."((?:[^"\\]|\\.)*)"|\['([^']*)'\]|\[(\d{1,9})\]/y;

/** The keys and positions of a path; undefined where it is none. */
const stepsOf = memoize((path: string): (string | number)[] | undefined => {
  const text = path.replace(/^\s*(lax\s+)?/, '');
  if (!text.startsWith('$')) return undefined;
  const steps: (string | number)[] = [];
  STEP.lastIndex = 1;
  while (STEP.lastIndex < text.length) {
    const [, name, quoted, key, position] = STEP.exec(text) ?? [];
    const step = name ?? (quoted === undefined ? key : unquoted(quoted));
    if (step !== undefined) steps.push(step);
    else if (position !== undefined) steps.push(Number(position));
    else return undefined;
  }
  return steps;
});

const unquoted = (text: string): string | undefined => parseJson(`"${text}"`) as string | undefined;
