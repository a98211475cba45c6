import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { declarationOf } from './declared.ts';
import { type Entry, lineOf } from './entry.ts';
import { type Counts, type Part, sha256 } from './manifest.ts';

const compress = promisify(gzip);

/** Characters in a part; as many again may wait while one is stored. */
const PART = 16_000_000;

/** Stores a file of the backup under this name. */
export type Put = (name: string, body: Buffer) => Promise<void>;

/** Writes entries as lines into gzipped parts, one part after the other. */
export function partWriter(put: Put, most = PART) {
  const parts: Part[] = [];
  const counts: Counts = { lines: 0, by_type: {}, by_pattern: {} };
  let lines: string[] = [];
  let size = 0;
  let stored = Promise.resolve();

  /** Resolves when there is room for more; rejects once a part could not be stored. */
  async function write(entries: readonly Entry[]): Promise<void> {
    for (const entry of entries) {
      const line = lineOf(entry);
      lines.push(line);
      size += line.length;
      counts.lines += 1;
      increase(counts.by_type, entry.type);
      increase(counts.by_pattern, declarationOf(entry.key)?.pattern ?? 'undeclared');
    }
    if (size >= most) await next();
  }

  function next(): Promise<void> {
    const full = lines;
    [lines, size] = [[], 0];
    stored = stored.then(() => store(full));
    return stored;
  }

  async function store(full: readonly string[]): Promise<void> {
    const body = await compress(`${full.join('\n')}\n`);
    const name = `part-${String(parts.length).padStart(5, '0')}.ndjson.gz`;
    await put(name, body);
    parts.push({ name, bytes: body.length, sha256: sha256(body), lines: full.length });
  }

  /** Stores what is left. */
  async function end(): Promise<Counts & { parts: Part[] }> {
    if (lines.length > 0) await next();
    await stored;
    return { ...counts, parts };
  }

  return { write, end };
}

function increase(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}
