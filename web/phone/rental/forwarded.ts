import type { Rental } from '../reads.ts';

/** What a device says of itself while one has it. */
export interface Report {
  boot: string;
  seq: number;
  battery?: number;
  position?: readonly [number, number];
  properties: Record<string, unknown>;
}

/**
 * What a forwarded state says, if it is of this rental. The broker believes what devices say of their lease; so what
 * lacks the rental or its fence is of somebody else's, or made up, and dropped.
 */
export function reportOf(said: Record<string, unknown>, { rental_id, fence }: Rental): Report | undefined {
  const { lease, boot, seq, battery, position, properties } = said;
  const { rental_id: its, fence: itsFence } = (lease ?? {}) as Record<string, unknown>;
  if (its !== rental_id || itsFence !== fence) return undefined;
  return {
    boot: String(boot),
    seq: Number(seq),
    ...(typeof battery === 'number' && { battery }),
    ...(isPosition(position) && { position }),
    properties: typeof properties === 'object' && properties !== null ? (properties as Record<string, unknown>) : {},
  };
}

const isPosition = (value: unknown): value is [number, number] =>
  Array.isArray(value) && value.length === 2 && value.every((each) => typeof each === 'number');

/** Messages come in no order; of one boot the highest number is the newest. */
export const isNewer = (report: Report, than: Report | undefined): boolean =>
  than === undefined || report.boot !== than.boot || report.seq > than.seq;
