/** One change to a text. */
export interface Edit {
  start: number;
  end: number;
  to: string;
}

export const applied = (text: string, { start, end, to }: Edit): string => text.slice(0, start) + to + text.slice(end);

const LONGEST = 72;

const short = (line: string, from: number): string => {
  const begun = from > 0 ? `…${line.slice(from)}` : line;
  return begun.length > LONGEST ? `${begun.slice(0, LONGEST - 1)}…` : begun;
};

/** The change in a person's words: of two long texts what is around their first difference. */
export function described(text: string, { start, end, to }: Edit): string {
  const [before, after] = [text.slice(start, end), to].map((part) => part.replace(/\s+/g, ' ').trim()) as [
    string,
    string,
  ];
  if (after === '') return `${short(before, 0)} removed`;
  const differs = [...after].findIndex((letter, i) => letter !== before[i]);
  const from = Math.max(before.length, after.length) > LONGEST ? Math.max(0, differs - LONGEST / 2) : 0;
  return `${short(before, from)} -> ${short(after, from)}`;
}
