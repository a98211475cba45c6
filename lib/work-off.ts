const AT_ONCE = 100;

/** A list from which what is done disappears. */
interface List<T> {
  /** So many of it, from a place on. */
  read(offset: number, count: number): Promise<readonly T[]>;
  work(one: T): Promise<unknown>;
  /** Hears how many a page had, and how many of them failed. */
  tell(count: number, failed: number): void;
}

/** Works a list off, page by page. What fails stays for the next time, and holds up nothing behind it. */
export async function workOff<T>({ read, work, tell }: List<T>): Promise<void> {
  for (let skipped = 0; ; ) {
    const page = await read(skipped, AT_ONCE);
    const results = await Promise.allSettled(page.map(work));
    const failed = results.filter(({ status }) => status === 'rejected').length;
    skipped += failed;
    if (page.length > 0) tell(page.length, failed);
    if (page.length < AT_ONCE) return;
  }
}
