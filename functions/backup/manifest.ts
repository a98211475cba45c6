import { createHash } from 'node:crypto';

export const FORMAT = 'skein-backup';
export const VERSION = 1;
export const MANIFEST = 'manifest.json';

export interface Part {
  name: string;
  bytes: number;
  sha256: string;
  lines: number;
}

/** How many lines, each for a key or for a piece of a large one. */
export interface Counts {
  lines: number;
  by_type: Record<string, number>;
  /** By the pattern of the key; `undeclared` are those that no domain has declared. */
  by_pattern: Record<string, number>;
}

/** What a backup consists of; written last, so that one that was cut off has none. Times in ms. */
export interface Manifest extends Counts {
  format: typeof FORMAT;
  version: number;
  stage: string;
  started_at: number;
  finished_at: number;
  parts: Part[];
  /** Of all of the above as JSON. */
  sha256: string;
}

export const sha256 = (data: Buffer | string): string => createHash('sha256').update(data).digest('hex');

export const sealed = (manifest: Omit<Manifest, 'sha256'>): Manifest => ({
  ...manifest,
  sha256: sha256(JSON.stringify(manifest)),
});

/** Reads a manifest; throws with a sentence for an operator if it is none, of another version, or was changed. */
export function manifestOf(text: string): Manifest {
  const manifest = parsed(text);
  if (manifest?.format !== FORMAT) throw new Error(`its ${MANIFEST} is not that of a backup of Skein`);
  if (manifest.version !== VERSION) {
    throw new Error(`it is of version ${manifest.version} of the format, and this program reads version ${VERSION}`);
  }
  const { sha256: seal, ...rest } = manifest;
  if (seal !== sha256(JSON.stringify(rest))) throw new Error(`its ${MANIFEST} has been changed since it was written`);
  return manifest;
}

function parsed(text: string): Manifest | undefined {
  try {
    return JSON.parse(text) as Manifest;
  } catch {
    return undefined;
  }
}
