type Replace = (match: string, ...groups: unknown[]) => string;

const PART = /\\(?<escaped>[\s\S])|\$(?<number>\d)(?<digits>\d*)|\$\{(?<name>\w+)\}|(?<text>[^\\$]+)/uy;

/**
 * What java.util.regex puts in the place of a match: `$1` and `${name}` are groups, and a backslash makes the next
 * character literal. Undefined if the replacement is malformed or names a group that the pattern does not have.
 */
export function replacer(replacement: string, pattern: RegExp): Replace | undefined {
  const groups = new RegExp(`${pattern.source}|`, pattern.flags).exec('')!;
  const parts: (string | ((groups: unknown[]) => unknown))[] = [];
  PART.lastIndex = 0;
  for (let offset = 0; offset < replacement.length; offset = PART.lastIndex) {
    const { escaped, number, digits, name, text } = PART.exec(replacement)?.groups ?? {};
    if (number !== undefined) {
      const [group, rest] = groupOf(number, digits!, groups.length);
      if (group >= groups.length) return undefined;
      parts.push((matched) => matched[group], rest);
    } else if (name !== undefined) {
      if (!groups.groups || !Object.hasOwn(groups.groups, name)) return undefined;
      parts.push((matched) => (matched.at(-1) as Record<string, unknown>)[name]);
    } else if (escaped !== undefined || text !== undefined) {
      parts.push(escaped ?? text!);
    } else {
      return undefined;
    }
  }
  return (...matched) => parts.map((part) => (typeof part === 'string' ? part : (part(matched) ?? ''))).join('');
}

/** Takes as many digits as still make the number of a group: with one group, `$12` is `$1` and then a 2. */
function groupOf(first: string, digits: string, count: number): [group: number, rest: string] {
  let length = 0;
  while (length < digits.length && Number(first + digits.slice(0, length + 1)) < count) length++;
  return [Number(first + digits.slice(0, length)), digits.slice(length)];
}
