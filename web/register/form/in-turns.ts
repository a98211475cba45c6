/** Does the work for each item, so many at once; `onDone` hears of each as it ends. What fails is in the outcome. */
export async function inTurns<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Result>,
  onDone: (done: number) => void = () => {},
): Promise<Outcome<Item, Result>[]> {
  const outcomes: Outcome<Item, Result>[] = new Array(items.length);
  let [next, done] = [0, 0];
  async function workOn(): Promise<void> {
    while (next < items.length) {
      const i = next;
      next += 1;
      const item = items[i]!;
      outcomes[i] = await work(item).then(
        (result) => ({ item, result }),
        (error: unknown) => ({ item, error }),
      );
      done += 1;
      onDone(done);
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, workOn));
  return outcomes;
}

export type Outcome<Item, Result> = { item: Item; result: Result } | { item: Item; error: unknown };

/** So many requests of one page at once. */
export const AT_ONCE = 6;
