import type { CrowdReport } from '../../../events/heatmap/crowd-report.ts';
import type { Scene } from './tracks.ts';

export interface ReplayOptions {
  venue: string;
  robots: number;
  /** How far each robot sees, metres. */
  radius: number;
  /** Milliseconds between a robot's reports. */
  every: number;
  /** When the recording begins, ms since the epoch. */
  start: number;
}

export interface Sent {
  deviceId: string;
  report: CrowdReport;
}

export const FLOOR = 'ground';

/** What virtual robots, standing in a row along the scene, report of the people around them; in order of time. */
export function replay(scenes: readonly Scene[], { venue, robots, radius, every, start }: ReplayOptions): Sent[] {
  const posts = postsIn(scenes, robots);
  const boot = start.toString(36);
  const sent: Sent[] = [];
  let due = 0;
  for (const { at, places } of scenes) {
    if (at < due) continue;
    due = at + every;
    posts.forEach((post, i) => {
      const near = places.filter(([x, y]) => Math.hypot(x - post[0], y - post[1]) <= radius);
      const report: CrowdReport = {
        seq: sent.length + 1,
        boot,
        at: start + at,
        venue_id: venue,
        floor: FLOOR,
        position: post,
        counts: near.map(([x, y]) => [x, y, 1]),
      };
      sent.push({ deviceId: `${venue}-robot-${i + 1}`, report });
    });
  }
  return sent;
}

/** The smallest box around everybody: [least, most] of x and of y. */
export function boxOf(scenes: readonly Scene[]): { x: [number, number]; y: [number, number] } {
  const box = { x: [0, 0] as [number, number], y: [0, 0] as [number, number] };
  for (const { places } of scenes) {
    for (const [x, y] of places) {
      box.x = [Math.min(box.x[0], x), Math.max(box.x[1], x)];
      box.y = [Math.min(box.y[0], y), Math.max(box.y[1], y)];
    }
  }
  return box;
}

function postsIn(scenes: readonly Scene[], robots: number): [number, number][] {
  const { x, y } = boxOf(scenes);
  return Array.from({ length: robots }, (_, i) => [x[0] + ((i + 0.5) / robots) * (x[1] - x[0]), (y[0] + y[1]) / 2]);
}
