/** A message that nothing could take, and why. */
export interface DeadLetter {
  /** The logical id of the queue that keeps it. */
  queue: string;
  body: unknown;
  reason: string;
  at: number;
}

/** How many are kept; the oldest go first, as AWS lets them expire. */
const KEPT = 10_000;

/** The stack's dead-letter queues, in one list that can be looked at. */
export function deadLetters(tell: (letter: DeadLetter) => void) {
  const letters: DeadLetter[] = [];
  return {
    all: (): readonly DeadLetter[] => letters,
    add(queue: string, body: unknown, reason: string): void {
      const letter = { queue, body, reason, at: Date.now() };
      letters.push(letter);
      if (letters.length > KEPT) letters.shift();
      tell(letter);
    },
  };
}

export type DeadLetters = ReturnType<typeof deadLetters>;
