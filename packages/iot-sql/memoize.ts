const LIMIT = 500;
const LONGEST = 1000;

/** Remembers what a pure function gave for a text. Texts may come from payloads, so neither many nor long ones stay. */
export function memoize<T>(compute: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    if (known.has(text)) return known.get(text)!;
    const result = compute(text);
    if (known.size >= LIMIT) known.clear();
    if (text.length <= LONGEST) known.set(text, result);
    return result;
  };
}
