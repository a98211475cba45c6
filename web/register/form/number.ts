const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** The number that a text is; undefined where it is none. A decimal comma is none, as lists are separated by it. */
export function numberOf(text: string): number | undefined {
  const trimmed = text.trim();
  return NUMBER.test(trimmed) && Number.isFinite(Number(trimmed)) ? Number(trimmed) : undefined;
}

/** The same for a whole number from `least` to `most`. */
export function wholeNumberOf(text: string, least: number, most: number): number | undefined {
  const number = numberOf(text);
  return Number.isInteger(number) && number! >= least && number! <= most ? number : undefined;
}
