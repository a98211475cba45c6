/** One `redis.call`, or one call of a part that works on a key it is given. */
export interface LuaCall {
  command: string;
  /** The name of the variable that holds the key. */
  key: string;
  /** Quoted arguments, and undefined for those that are no plain string. */
  literals: (string | undefined)[];
}

/** Parts of lib/ touch the key that they are given as their first argument, so it counts as touched by their caller. */
const LIB_CALL = /\b(?:hash|once|outbox)\.\w+\(/g;
const REDIS_CALL = /redis\.call\(/g;

/** Every access to a key in a Lua text. */
export function callsIn(lua: string): LuaCall[] {
  const text = lua.replace(/--\[\[[\s\S]*?\]\]/g, '').replace(/--[^\n]*/g, '');
  const direct = [...text.matchAll(REDIS_CALL)].map(({ index, 0: { length } }) => {
    const [command = '', key = '', ...rest] = argumentsAt(text, index + length);
    return { command: quoted(command) ?? command, key, literals: rest.map(quoted) };
  });
  const throughLib = [...text.matchAll(LIB_CALL)].map(({ index, 0: { length } }) => {
    const [key = ''] = argumentsAt(text, index + length);
    return { command: 'part', key, literals: [] };
  });
  return [...direct, ...throughLib];
}

/** The fields of a device's record that a Lua text names, `kept.online` or `kept['property:…`. */
export const keptIn = (lua: string): string[] =>
  [...lua.matchAll(/\bkept(?:\.(\w+)|\['([^']*)')/g)].map(([, name, prefix]) => name ?? prefix!);

/** The parts that a text requires, such as account.money. */
export const requiredBy = (lua: string): string[] => [...lua.matchAll(/require '([\w.]+)'/g)].map(([, name]) => name!);

const quoted = (argument: string) => /^'([^']*)'$/.exec(argument)?.[1];

/** The arguments of the call whose parenthesis opened just before `start`. */
function argumentsAt(text: string, start: number): string[] {
  const found = [''];
  let depth = 0;
  for (let i = start; depth >= 0 && i < text.length; i++) {
    const character = text[i]!;
    if ('({['.includes(character)) depth += 1;
    if (')}]'.includes(character)) depth -= 1;
    if (depth < 0) break;
    if (character === ',' && depth === 0) found.push('');
    else found[found.length - 1] += character;
  }
  return found.map((argument) => argument.trim());
}
