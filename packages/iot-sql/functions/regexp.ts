import { type Family, ofTexts } from './define.ts';
import { inTime } from './in-time.ts';
import { javaPattern } from './java-pattern.ts';
import { replacer } from './java-replacement.ts';

export const regexp: Family = {
  regexp_matches: ofTexts(2, (text, pattern) => matched(text!, pattern!, (compiled) => compiled.test(text!))),
  regexp_replace: ofTexts(3, (text, pattern, replacement) =>
    matched(text!, pattern!, (compiled) => {
      const replace = replacer(replacement!, compiled);
      return replace && text!.replace(new RegExp(compiled, `${compiled.flags}g`), replace);
    }),
  ),
  regexp_substr: ofTexts(2, (text, pattern) => matched(text!, pattern!, (compiled) => compiled.exec(text!)?.[0])),
};

/** Undefined where the pattern does not compile. */
function matched<T>(text: string, pattern: string, match: (compiled: RegExp) => T): T | undefined {
  const compiled = javaPattern(pattern);
  return compiled && inTime(compiled, text, () => match(compiled));
}
