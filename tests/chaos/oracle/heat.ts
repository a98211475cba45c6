import { latLngToCell } from 'h3-js';
import { heatmapRoutes } from '../../../events/heatmap/routes.ts';
import { type Robot, VENUE } from '../actors/robot.ts';
import { clock, HOUR, MINUTE } from '../clock.ts';
import type { Story } from '../run.ts';
import { ask } from './ask.ts';

const RESOLUTION = 13;
/** The clocks of some robots are behind by so much. */
const BEHIND = 3 * HOUR;

/** Each report counts once, in its minute and cell. */
export async function heatFlaws(story: Story): Promise<string[]> {
  const { robots, startedAt } = story;
  const flaws: string[] = [];
  const { accepted } = await ask(story, 'heatmap/http/rejections', { path: { venue_id: VENUE } });
  const reports = robots.reduce((sum, robot) => sum + robot.reports, 0);
  if (accepted !== reports) flaws.push(`${accepted} reports were accepted of ${reports}`);

  for (let minute = startedAt - BEHIND; minute < clock.now; minute += MINUTE) {
    const wanted = peopleAt(robots, minute);
    if (wanted.size === 0) continue;
    const query = { floor: '1', from: String(minute), to: String(minute + MINUTE) };
    const route = heatmapRoutes.read;
    const { cells } = await ask(story, 'heatmap/http/read', { route, path: { venue_id: VENUE }, query });
    const shown = new Map((cells as Cell[]).map(([cell, people, samples]) => [cell, said(people, samples)]));
    const at = new Date(minute).toISOString();
    for (const [cell, people] of wanted)
      if (shown.get(cell) !== people) flaws.push(`${at}, ${cell}: ${shown.get(cell)} instead of ${people}`);
    if (shown.size !== wanted.size) flaws.push(`${at}: ${shown.size} cells instead of ${wanted.size}`);
  }
  return flaws;
}

type Cell = [cell: string, people: number, samples: number];

function peopleAt(robots: readonly Robot[], minute: number): Map<string, string> {
  const people = new Map<string, string>();
  for (const { place, seen } of robots) {
    const found = seen.get(minute);
    if (found) people.set(latLngToCell(place[1], place[0], RESOLUTION), said(found.sum / found.samples, found.samples));
  }
  return people;
}

const said = (people: number, samples: number) => `${people.toFixed(2)} of ${samples}`;
