/** A write that must not count twice. */
export interface Attempt {
  /** What it says; other words are another write. */
  says: string;
  key: string;
}

/** The attempt for what is to be sent now: the one before, with its key, where that says the same and is still open. */
export const attemptFor = (says: string, before: Attempt | undefined, newKey: () => string): Attempt =>
  before?.says === says ? before : { says, key: newKey() };

/** What is left to be done: where its answer is lost, and so nobody knows whether it was carried out, the same attempt. */
export const openAfter = (attempt: Attempt, isLost: boolean): Attempt | undefined => (isLost ? attempt : undefined);
