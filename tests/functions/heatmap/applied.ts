import { applyReports as applyAll } from '../../../functions/heatmap/ingest/apply.ts';
import type { CleanReport } from '../../../functions/heatmap/ingest/clean.ts';

/** What became of a batch, by its counts. */
export const applyReports = async (...batch: Parameters<typeof applyAll>) => {
  const { refused: _, ...counts } = await applyAll(...batch);
  return counts;
};

export const NOW = Math.floor(Date.now() / 60_000) * 60_000;
export const CELLS = ['8d309959d09497f', '8d309959d095cbf', '8d309959d095dbf'];

/** A report that nothing is wrong with. */
export const clean = (changes: Partial<CleanReport> = {}): CleanReport => ({
  deviceId: 'r1',
  seq: 1,
  boot: 'b1',
  at: NOW,
  floor: '1',
  position: [121.47, 31.23],
  people: new Map([[CELLS[0]!, 3]]),
  ...changes,
});
