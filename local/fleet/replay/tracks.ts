/** People's places at one moment of a recording. */
export interface Scene {
  /** Milliseconds since the recording's first frame. */
  at: number;
  places: [x: number, y: number][];
}

/** The usual rate of the recordings in this form. */
const FRAMES_PER_SECOND = 25;

/**
 * Reads recorded tracks: one line for a person in a frame, tab-separated `frame person x y`, metres. Throws with the
 * line number where a line is something else.
 */
export function parseTracks(text: string): Scene[] {
  const frames = new Map<number, [number, number][]>();
  text.split('\n').forEach((line, i) => {
    if (line.trim() === '') return;
    const [frame, person, x, y] = line.split('\t').map(Number);
    if (![frame, person, x, y].every(Number.isFinite))
      throw new Error(`line ${i + 1} is not "frame<TAB>person<TAB>x<TAB>y"`);
    const places = frames.get(frame!) ?? [];
    places.push([x!, y!]);
    frames.set(frame!, places);
  });
  const sorted = [...frames].sort(([one], [other]) => one - other);
  const first = sorted[0]?.[0] ?? 0;
  return sorted.map(([frame, places]) => ({ at: Math.round(((frame - first) * 1000) / FRAMES_PER_SECOND), places }));
}
