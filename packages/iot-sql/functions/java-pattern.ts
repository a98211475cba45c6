import { memoize } from '../memoize.ts';

/** What Java names and JavaScript does not, or, as with `\p{Lower}`, understands otherwise. */
const CLASSES: Readonly<Record<string, string>> = {
  h: ' \\t\\xa0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000',
  'p{ASCII}': '\\x00-\\x7f',
  'p{Alnum}': 'A-Za-z0-9',
  'p{Alpha}': 'A-Za-z',
  'p{Digit}': '0-9',
  'p{Lower}': 'a-z',
  'p{Punct}': '!-\\/:-@\\[-`\\{-~',
  'p{Space}': ' \\t-\\r',
  'p{Upper}': 'A-Z',
  'p{XDigit}': '0-9A-Fa-f',
};

const ANCHORS: Readonly<Record<string, string>> = { A: '(?<![\\s\\S])', z: '(?![\\s\\S])', Z: '(?=\\n?(?![\\s\\S]))' };

const LEADING_FLAGS = /^\(\?(?<flags>[ims]+)\)/;
const DIFFERENT =
  /\\Q(?<quoted>[\s\S]*?)(?:\\E|$)|\\(?<escaped>p\{\w+\}|[\s\S])|(?<bracket>[[\]])|(?<intersection>&&)/gu;

/**
 * The JavaScript RegExp for a pattern of java.util.regex, or undefined if it does not compile. Neither do possessive
 * quantifiers, atomic groups, nested or intersected classes, and flags other than a leading (?ims).
 */
export const javaPattern: (pattern: string) => RegExp | undefined = memoize((pattern) => {
  const flags = new Set(LEADING_FLAGS.exec(pattern)?.groups?.flags);
  try {
    return new RegExp(translate(pattern.replace(LEADING_FLAGS, '')), `u${[...flags].join('')}`);
  } catch {
    return undefined;
  }
});

function translate(pattern: string): string {
  let inClass = false;
  return pattern.replace(DIFFERENT, (written, quoted?: string, escaped?: string, bracket?: string) => {
    if (quoted !== undefined) return quoted.replace(/[\s\S]/gu, literal);
    if (escaped !== undefined) return translateEscape(escaped, inClass);
    if (bracket !== undefined) inClass = bracket === '[';
    else if (inClass) throw new SyntaxError('class intersection');
    return written;
  });
}

function translateEscape(escaped: string, inClass: boolean): string {
  const members = CLASSES[escaped];
  if (members !== undefined) return inClass ? members : `[${members}]`;
  if (!inClass && ANCHORS[escaped] !== undefined) return ANCHORS[escaped];
  // Java lets every character but letters and digits be escaped, JavaScript only those that mean something
  return /^[^A-Za-z0-9]$/u.test(escaped) ? literal(escaped) : `\\${escaped}`;
}

function literal(character: string): string {
  return `\\u{${character.codePointAt(0)!.toString(16)}}`;
}
