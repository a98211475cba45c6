/** What has arrived under a name and what somebody waits for under it, whichever comes first. */
export class Inbox<T> {
  readonly #arrived = new Map<string, T[]>();
  readonly #waiting = new Map<string, (value?: T) => void>();
  #isClosed = false;

  put(name: string, value: T): void {
    const waiting = this.#waiting.get(name);
    if (waiting) waiting(value);
    else this.#arrived.set(name, [...(this.#arrived.get(name) ?? []), value]);
  }

  /** The next under this name; undefined when none comes within `patience` ms. One may wait for a name at a time. */
  take(name: string, patience: number): Promise<T | undefined> {
    const [next, ...rest] = this.#arrived.get(name) ?? [];
    this.#arrived.set(name, rest);
    if (rest.length === 0) this.#arrived.delete(name);
    if (next !== undefined || this.#isClosed) return Promise.resolve(next);
    return new Promise((resolve) => {
      const done = (value?: T) => {
        clearTimeout(timer);
        this.#waiting.delete(name);
        resolve(value);
      };
      const timer = setTimeout(done, Math.max(0, patience));
      this.#waiting.set(name, done);
    });
  }

  /** Lets nobody wait any more. */
  close(): void {
    this.#isClosed = true;
    for (const done of [...this.#waiting.values()]) done();
  }

  /** Forgets what nobody has taken. */
  clear(): void {
    this.#arrived.clear();
  }
}
