import type { CrowdReport } from '../../../events/heatmap/crowd-report.ts';
import type { Venue } from '../../../events/venue/venue.ts';

export const NOW = Date.UTC(2026, 10, 21, 12, 0, 30);

/** Two floors over the same ground: one in degrees, one with a plan frame. */
export const venue: Venue = {
  venue_id: 'mall',
  name: 'Mall',
  time_zone: 'Asia/Shanghai',
  public: true,
  resolution: 13,
  max_people_per_cell: 50,
  floors: [
    {
      floor: '1',
      bounds: [
        [121.46, 31.22],
        [121.48, 31.22],
        [121.48, 31.24],
        [121.46, 31.24],
      ],
    },
    {
      floor: 'plan',
      frame: { origin: [121.47, 31.23], bearing: 30 },
      bounds: [
        [121.46, 31.22],
        [121.48, 31.22],
        [121.48, 31.24],
        [121.46, 31.24],
      ],
    },
  ],
};

export const report = (changes: Partial<CrowdReport> = {}): CrowdReport => ({
  seq: 1,
  boot: 'b1',
  at: NOW,
  venue_id: 'mall',
  floor: '1',
  position: [121.47021, 31.23041],
  counts: [
    [121.47025, 31.23044, 3],
    [121.47031, 31.2304, 1],
  ],
  ...changes,
});
