/**
 * The result of a computation, or undefined where it outgrows the engine. Only this can still go wrong in an
 * evaluation, and a payload can bring it about.
 */
export function bounded<T>(attempt: () => T): T | undefined {
  try {
    return attempt();
  } catch (error) {
    if (isOutgrown(error)) return undefined;
    throw error;
  }
}

/** More steps than it may take, too long for a string, too deep for the stack, or, found only when it is used, too large for a regular expression. */
function isOutgrown(error: unknown): boolean {
  return (
    error instanceof RangeError ||
    error instanceof SyntaxError ||
    (error instanceof Error && 'code' in error && error.code === 'ERR_STRING_TOO_LONG')
  );
}
