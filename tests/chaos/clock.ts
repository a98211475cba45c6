/** The time of the run: every function sees it as Date.now(). It goes on from event to event. */
export const clock = { now: 0 };

export const [SECOND, MINUTE, HOUR] = [1000, 60_000, 3_600_000];

/** Real time stays readable for whoever shows progress. */
export const realNow = Date.now.bind(Date);

/** Turns the clock to a time; it does not run by itself. */
export function holdClock(start: number): void {
  clock.now = start;
  Date.now = () => clock.now;
}
