/** An internal event holds so many bytes of entries, or one entry; the broker takes 128 KB. */
export const PART_BYTES = 100 * 1024;

/** Entries in their order, in parts that each fit into one internal event. */
export function parts<Entry>(entries: readonly Entry[]): Entry[][] {
  const found: Entry[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const entry of entries) {
    const length = Buffer.byteLength(JSON.stringify(entry)) + 1;
    if (bytes + length > PART_BYTES) {
      found.push([]);
      bytes = 0;
    }
    found.at(-1)!.push(entry);
    bytes += length;
  }
  return found;
}
