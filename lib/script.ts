import { redis } from './redis.ts';

/** Lets Upstash lock only the keys that a call names, instead of the whole database: scripts touch nothing but KEYS. */
const KEY_LOCKING = '#!lua flags=allow-key-locking\n';

/**
 * A Lua script as a typed call: EVALSHA, and EVAL once where Redis does not know it yet.
 * The one argument travels as JSON, which Redis decodes faster than as many ARGV; the script answers in JSON too.
 */
export function script<Input, Output>(...parts: string[]) {
  let prepared: ReturnType<ReturnType<typeof redis>['createScript']> | undefined;
  return async (keys: string[], input: Input): Promise<Output> => {
    prepared ??= redis().createScript(KEY_LOCKING + parts.join('\n'));
    return JSON.parse((await prepared.exec(keys, [JSON.stringify(input)])) as string) as Output;
  };
}
