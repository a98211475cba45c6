/** What the API has against an outline. */
export interface FloorRefusal {
  /** The floor's place among those that were sent; undefined where it names none. */
  at: number | undefined;
  /** In words that count points from one, as people and the form do. */
  text: string;
  /** The places of the points that it names. */
  points: number[];
}

/** Reads the `detail` of `invalid_floors`: `Floor 1: bounds[2] lies …`, or `floors.0.bounds must …` of the schema. */
export function readRefusal(detail: string, floors: readonly string[]): FloorRefusal {
  const [, index] = /^floors\.(\d+)\b/.exec(detail) ?? [];
  const named = floors.findIndex((floor) => detail.startsWith(`Floor ${floor}: `));
  const at = index !== undefined ? Number(index) : named >= 0 ? named : undefined;
  const said = named >= 0 ? detail.slice(`Floor ${floors[named]}: `.length) : detail;
  return {
    at,
    text: capital(said.replaceAll(/bounds\[(\d+)\]/g, (_, i: string) => `point ${Number(i) + 1}`)),
    points: [...said.matchAll(/bounds\[(\d+)\]/g)].map(([, i]) => Number(i)),
  };
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
