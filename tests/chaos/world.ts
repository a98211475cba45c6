import type { Chance } from './chance.ts';
import type { Cloud } from './cloud.ts';
import type { Faults } from './faults.ts';

/** What everybody who acts in a run uses. */
export interface World {
  chance: Chance;
  cloud: Cloud;
  faults: Faults;
  /** When those who act stop to begin anything new, ms; later than any run at first. */
  closesAt: number;
}
