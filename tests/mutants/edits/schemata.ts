import type { Edit } from './edit.ts';

/** The name of the switch in a changed source: `is(3)` holds while its fourth change is on. */
const IS = '__mutant';

/**
 * A TypeScript source that holds all its changes, each behind a switch: transformed and loaded like any other, whichever
 * of them is on.
 */
export function withSwitches(file: string, text: string, edits: readonly Edit[]): string {
  const marks: { at: number; size: number; opens: boolean; text: string }[] = [];
  for (const [index, { start, end, to }] of edits.entries()) {
    const size = end - start;
    const [before, after] = to === '' ? [`{ if (!${IS}(${index})) `, ' }'] : [`(${IS}(${index}) ? (${to}) : (`, '))'];
    marks.push({ at: start, size, opens: true, text: before }, { at: end, size, opens: false, text: after });
  }
  // what closes comes before what opens; the wider opens first and closes last
  marks.sort(
    (a, b) => a.at - b.at || Number(a.opens) - Number(b.opens) || (a.opens ? b.size - a.size : a.size - b.size),
  );
  let done = 0;
  let result = `const ${IS} = skeinMutants.source(${JSON.stringify(file)}); `;
  for (const mark of marks) {
    result += text.slice(done, mark.at) + mark.text;
    done = mark.at;
  }
  return result + text.slice(done);
}
