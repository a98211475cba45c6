/**
 * The statement or template cannot be accepted. The only error that `parse` and `parseTemplate` throw.
 *
 * `position` is the 0-based offset into the text; the message gives the same place as line and column, counted from 1.
 */
export class SqlError extends Error {
  readonly position: number;
  readonly expected: string;
  readonly found: string;

  constructor(text: string, position: number, expected: string, found: string) {
    const before = text.slice(0, position).split('\n');
    const column = before.at(-1)!.length + 1;
    super(`line ${before.length}, column ${column}: expected ${expected}, found ${found}`);
    this.name = 'SqlError';
    this.position = position;
    this.expected = expected;
    this.found = found;
  }
}
