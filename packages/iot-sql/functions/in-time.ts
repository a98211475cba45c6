import { createContext, Script } from 'node:vm';

/** How long one match may take, ms: a thousand times what a usual one does, and little beside a function's time limit. */
const WITHIN = 100;

/** Where a match is started, so that it can be ended from outside: JavaScript's own has no limit. */
const room = createContext({ match: undefined });
const start = new Script('match()');

/**
 * What a match finds; throws a RangeError where it takes too long, as patterns do that try every way to split a text.
 * Only a pattern that repeats in two places, or a group, or that chooses in many, can do so, or one of a long text:
 * others are matched at once.
 */
export function inTime<T>(pattern: RegExp, text: string, match: () => T): T {
  if (repeats(pattern) + (text.length > LONG ? 1 : 0) < 2) return match();
  room.match = match;
  try {
    return start.runInContext(room, { timeout: WITHIN }) as T;
  } catch (error) {
    const { code, name } = error as NodeJS.ErrnoException;
    // an error that the room itself has thrown is of its own kind of RangeError
    if (code === 'ERR_SCRIPT_EXECUTION_TIMEOUT' || name === 'RangeError')
      throw new RangeError('the match takes too long');
    throw error;
  } finally {
    room.match = undefined;
  }
}

/** Of a text of so many characters one repetition can take the square. */
const LONG = 2000;

/** Each choice may double the ways to match a text. */
const CHOICES = 8;

const NO_REPETITION = /\\[pPu]\{[^}]*\}|\\.|\[(?:\\.|[^\]\\])*\]/gsu;

const known = new WeakMap<RegExp, number>();

/** In how many places a pattern repeats something; a group counts as two, and so do many choices. */
function repeats(pattern: RegExp): number {
  const found = known.get(pattern) ?? counted(pattern.source.replace(NO_REPETITION, ''));
  known.set(pattern, found);
  return found;
}

function counted(source: string): number {
  const repetitions = source.match(/[*+{]|\)(?=[*+{])/g)?.length ?? 0;
  const choices = source.match(/\||(?<!\()\?/g)?.length ?? 0;
  return repetitions + (choices > CHOICES ? 2 : 0);
}
