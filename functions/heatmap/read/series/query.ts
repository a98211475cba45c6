import type { heatmapRoutes } from '../../../../events/heatmap/routes.ts';
import type { QueryOf } from '../../../../events/route.ts';
import { invalid } from '../../../../lib/errors.ts';
import { ceilTo, floorTo, HOUR, MINUTE } from '../../../../lib/time.ts';
import { isAlive, LEVELS, type Level } from '../../buckets/levels.ts';
import type { Audience } from '../audience.ts';
import { floorsOf } from '../floors.ts';
import { oldestOf, tiles, type Window } from '../tiles.ts';
import { holdToBounds, windowOf } from '../window.ts';

/** The parameters of a series' URL, as its route lets them through. */
export type SeriesParameters = QueryOf<typeof heatmapRoutes.series>;

/** A window in steps: it begins with one, and ends with one or with the minute that runs. */
export interface Steps extends Window {
  step: Level;
}

/** What a request for a series asks for. */
export interface SeriesQuery extends Steps {
  floors: string[];
}

/** A series of fewer points says little. */
const TELLING = 12;

/** How many buckets one answer may take, of all its floors: with a token as many as the longest heatmap. */
const MOST_BUCKETS = { public: 240, private: 1_250 };

/** What the parameters mean for a venue; throws a Problem that names the parameter at fault. */
export function seriesQuery(parameters: SeriesParameters, { venue, scope }: Audience, now: number): SeriesQuery {
  const floors = floorsOf(parameters.floor, venue);
  const window = windowOf(parameters, now);
  holdToBounds(window, scope);
  const kept = LEVELS.map((step) => stepsOf(window, step, now)).filter(({ from, step }) => isAlive(step, from, now));
  const asked = parameters.step ? kept.filter(({ step }) => step.name === parameters.step) : kept;
  if (asked.length === 0) throw invalid('step', notKept(parameters.step!));
  const most = MOST_BUCKETS[scope];
  const within = asked.filter((steps) => bucketsOf(steps, now) * floors.length <= most);
  const telling = within.findLast(({ step }) => window.to - window.from >= TELLING * step.span);
  const chosen = telling ?? within[0];
  if (!chosen) {
    throw invalid(
      'window',
      `That takes more than ${most} minutes, hours and days; ask for one floor, a shorter window or a coarser step.`,
    );
  }
  return { floors, ...chosen };
}

/** The window grown to whole steps, but not beyond the minute that runs: nothing has been seen after it. */
function stepsOf({ from, to }: Window, step: Level, now: number): Steps {
  const end = Math.min(ceilTo(to, step.span), Math.max(to, ceilTo(now, MINUTE)));
  return { from: floorTo(Math.max(from, oldestOf(now)), step.span), to: end, step };
}

/** How many buckets a floor takes, as long as no late report has come; each is one command of Redis. */
const bucketsOf = (steps: Steps, now: number): number => tiles(steps, '', new Map(), now, steps.step).length;

function notKept(name: string): string {
  const { lifetime } = LEVELS.find((level) => level.name === name)!;
  return `A series by ${name} goes back ${lifetime / HOUR} hours; ask for a later from or a coarser step.`;
}
