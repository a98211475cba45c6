import { type Family, ofTexts } from './define.ts';
import { javaPattern } from './java-pattern.ts';
import { replacer } from './java-replacement.ts';

export const regexp: Family = {
  regexp_matches: ofTexts(2, (text, pattern) => javaPattern(pattern!)?.test(text!)),
  regexp_replace: ofTexts(3, (text, pattern, replacement) => {
    const compiled = javaPattern(pattern!);
    const replace = compiled && replacer(replacement!, compiled);
    return replace && text!.replace(new RegExp(compiled, `${compiled.flags}g`), replace);
  }),
  regexp_substr: ofTexts(2, (text, pattern) => javaPattern(pattern!)?.exec(text!)?.[0]),
};
