import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { HOUR } from '../../lib/time.ts';

/** A line of the archive: a message of a device as its rule has written it. */
export interface Archived {
  topic: string;
  device_id: string;
  /** ms. */
  received_at: number;
  /** The published bytes, base64. */
  data: string;
}

/** A report's payload, as far as it decides whether it is replayed. */
interface Report {
  venue_id?: unknown;
  at?: unknown;
}

const GZIP = Buffer.from([0x1f, 0x8b]);

/** All lines of the files in a folder, gzipped or not. */
export async function readArchive(folder: string): Promise<Archived[]> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const texts = await Promise.all(
    files.filter((entry) => entry.isFile()).map(({ parentPath, name }) => readText(join(parentPath, name))),
  );
  return texts.flatMap((text) =>
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Archived),
  );
}

async function readText(file: string): Promise<string> {
  const bytes = await readFile(file);
  return (bytes.subarray(0, 2).equals(GZIP) ? gunzipSync(bytes) : bytes).toString();
}

/**
 * What a venue's hour (its start, ms) is recounted from, in the order of arrival: its crowd reports, and those of the
 * hours around it, because where a device was decides whether it has jumped.
 */
export const reportsAround = (messages: readonly Archived[], venue: string, hour: number): Archived[] =>
  messages
    .filter(({ topic, data }) => {
      if (!/^devices\/[^/]+\/crowd$/.test(topic)) return false;
      const { venue_id, at } = reportIn(data);
      return venue_id === venue && typeof at === 'number' && at >= hour - HOUR && at < hour + 2 * HOUR;
    })
    .sort((a, b) => a.received_at - b.received_at);

function reportIn(data: string): Report {
  try {
    return (JSON.parse(Buffer.from(data, 'base64').toString()) as Report | null) ?? {};
  } catch {
    return {};
  }
}

/** The same message some time later (ms). */
export function postponed({ data, received_at, ...message }: Archived, by: number): Archived {
  const report = JSON.parse(Buffer.from(data, 'base64').toString()) as { at: number };
  const later = JSON.stringify({ ...report, at: report.at + by });
  return { ...message, received_at: received_at + by, data: Buffer.from(later).toString('base64') };
}
