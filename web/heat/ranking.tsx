import { type Cell, middleOf } from '../map/cells.ts';

const SHOWN = 10;

/** The hottest places, which the map points out while one looks at them here. */
export function Ranking({
  cells,
  middle,
  mark,
  onMark,
}: {
  cells: readonly Cell[];
  middle: readonly [number, number];
  mark: string | undefined;
  onMark: (cell: string | undefined) => void;
}) {
  if (cells.length === 0) {
    return (
      <p class="faint">Nobody was seen on this floor in this time. A robot that reports shows up within seconds.</p>
    );
  }
  const most = cells[0]![1];
  return (
    <ol class="ranking" onMouseLeave={() => onMark(undefined)}>
      {cells.slice(0, SHOWN).map(([cell, people]) => (
        <li key={cell}>
          <button
            type="button"
            class={cell === mark ? 'marked' : ''}
            onMouseEnter={() => onMark(cell)}
            onFocus={() => onMark(cell)}
            onBlur={() => onMark(undefined)}
            title={cell}
          >
            <span class="ranking-bar" style={{ width: `${(100 * people) / most}%` }} />
            <span class="ranking-text">
              <b>{people.toLocaleString(undefined, { maximumFractionDigits: 1 })}</b>{' '}
              {whereFrom(middle, middleOf(cell))}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

const DIRECTIONS = ['north', 'north-east', 'east', 'south-east', 'south', 'south-west', 'west', 'north-west'];
const METRES_A_DEGREE = 111_195;

/** Where a place is from another one, in words: `34 m north-east of the middle`. */
function whereFrom([lng, lat]: readonly [number, number], [toLng, toLat]: readonly [number, number]): string {
  const north = (toLat - lat) * METRES_A_DEGREE;
  const east = (toLng - lng) * METRES_A_DEGREE * Math.cos((lat * Math.PI) / 180);
  const metres = Math.hypot(north, east);
  if (metres < 3) return 'in the middle';
  const eighth = Math.round((Math.atan2(east, north) / Math.PI) * 4 + 8) % 8;
  return `${Math.round(metres)} m ${DIRECTIONS[eighth]} of the middle`;
}
