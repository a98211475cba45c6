/** Looks up what a call means; refuses functions that are unknown or cannot be computed here. */
import { casts } from './functions/cast.ts';
import type { Family, SqlFunction } from './functions/define.ts';
import { functions } from './functions/index.ts';
import { unsupported } from './functions/unsupported.ts';
import type { Apply, Expression } from './syntax.ts';

/** Why a call is refused: what may stand there, and what does. */
export interface Refusal {
  readonly expected: string;
  readonly found: string;
}

type Call = Extract<Expression, { kind: 'call' }>;

/** `more` are functions that the caller knows besides those of AWS. */
export function callOf(name: string, inputs: readonly Expression[], more: Family): Call | Refusal {
  const key = name.toLowerCase();
  const called = Object.hasOwn(more, key) ? more[key] : functions.get(key);
  if (called === undefined) return refuse(name);
  return refuseScheme(name, called, inputs) ?? resolve(name, called, inputs);
}

export function castOf(input: Expression, type: string): Call | Refusal {
  const convert = Object.hasOwn(casts, type.toUpperCase()) ? casts[type.toUpperCase()] : undefined;
  if (convert === undefined) return { expected: `a type: ${Object.keys(casts).join(', ').toLowerCase()}`, found: type };
  return { kind: 'call', name: 'cast', apply: ([value]) => convert(value), inputs: [input] };
}

function resolve(name: string, called: SqlFunction, inputs: readonly Expression[]): Call {
  const [least, most] = called.arity;
  if (inputs.length < least || inputs.length > most) return { kind: 'call', name, apply: undefinedResult, inputs: [] };
  const { apply, applyToPayload } = called;
  return applyToPayload !== undefined && inputs[0]?.kind === 'star'
    ? { kind: 'call', name, apply: applyToPayload, inputs: [] }
    : { kind: 'call', name, apply, inputs };
}

const undefinedResult: Apply = () => undefined;

function refuse(name: string): Refusal {
  const key = name.toLowerCase();
  return Object.hasOwn(unsupported, key)
    ? { expected: 'a function of the message alone', found: `${name}(), which is not supported: ${unsupported[key]}` }
    : { expected: 'a function of AWS IoT SQL', found: `${name}()` };
}

function refuseScheme(name: string, { scheme }: SqlFunction, inputs: readonly Expression[]): Refusal | undefined {
  const given = inputs[1];
  if (scheme === undefined || given === undefined || (given.kind === 'literal' && given.value === scheme)) {
    return undefined;
  }
  return {
    expected: `'${scheme}', the only scheme of ${name}() that needs nothing from S3`,
    found: given.kind === 'literal' ? JSON.stringify(given.value) : 'an expression',
  };
}
