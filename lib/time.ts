/** Spans in milliseconds; every time in Skein is milliseconds since the epoch, UTC. */
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The start of the span that `time` falls into. */
export const floorTo = (time: number, span: number): number => Math.floor(time / span) * span;

/** The end of the span that `time` falls into; `time` itself when it is a boundary. */
export const ceilTo = (time: number, span: number): number => Math.ceil(time / span) * span;

/** Whether a time is one of this century in seconds, which in milliseconds would lie in the first years after 1970. */
export const isInSeconds = (time: number): boolean => time >= 1e9 && time < 1e11;

/** Whether a time is one of a clock that was never set, and counts from when it was started (in 1970). */
export const isUnset = (time: number): boolean => time < 1e9;
