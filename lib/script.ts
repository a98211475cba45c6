import { redis } from './redis.ts';

/** Lets Upstash lock only the keys that a call names, instead of the whole database: scripts touch nothing but KEYS. */
const KEY_LOCKING = '#!lua flags=allow-key-locking\n';

/** A piece of Lua that scripts share: a script includes it by `local money = require 'account.money'`. */
export interface Part {
  /** The domain that owns it, and its own name. */
  name: string;
  /** Ends by returning a table. */
  lua: string;
}

/** The keys of a call by the names that the script gives them; those in `rest` follow. */
type KeysOf<Name extends string> = Record<Name, string> & { rest?: readonly string[] };

/**
 * A Lua script as a typed call: EVALSHA, and EVAL once where Redis does not know it yet. Its keys are named by its line
 * `local rental_key, device_key = unpack(KEYS)`. The input is sent as one JSON argument, which Redis decodes faster
 * than many ARGV; the output is JSON, too.
 */
export function script<KeyName extends string, Input, Output>(lua: string, parts: readonly Part[] = []) {
  const names = keyNames(lua);
  let prepared: ReturnType<ReturnType<typeof redis>['createScript']> | undefined;
  return async ({ rest = [], ...named }: KeysOf<KeyName>, input: Input): Promise<Output> => {
    prepared ??= redis().createScript(KEY_LOCKING + assemble(lua, parts));
    const keys = names.map((name) => {
      const key = (named as Record<string, string>)[name];
      if (key === undefined) throw new Error(`a script reads the key ${name}, which its caller does not give it`);
      return key;
    });
    return JSON.parse((await prepared.exec([...keys, ...rest], [JSON.stringify(input)])) as string) as Output;
  };
}

/** The names of a script's keys, in their order. */
export function keyNames(lua: string): string[] {
  const [, list = ''] = /^local ([\w,\s]+) = unpack\(KEYS/m.exec(lua) ?? [];
  return list.split(/,\s+/).flatMap((name) => (name.endsWith('_key') ? name.slice(0, -'_key'.length) : []));
}

/** Inserts the parts where they are required; throws if one is missing. */
function assemble(lua: string, parts: readonly Part[]): string {
  return lua.replace(/require '([\w.]+)'/g, (_, name: string) => {
    const part = parts.find((one) => one.name === name);
    if (!part) throw new Error(`a script requires ${name}, which its caller does not give it`);
    return `(function()\n${used(assemble(part.lua, parts), lua)}\nend)()`;
  });
}

/** A part without the functions that nobody calls here: Redis would make each of them anew with every call. */
function used(part: string, script: string): string {
  const code = part.replace(/--\[\[.*?\]\]/s, '');
  return code.replace(/^function \w+(\.\w+)\(.*?^end\n/gms, (text, name: string) =>
    new RegExp(`\\${name}\\b`).test(script + code.replace(text, '')) ? text : '',
  );
}
