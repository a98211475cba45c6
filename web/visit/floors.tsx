import { readHeat, type Venue } from '../heat/reads.ts';
import { usePoll } from '../talk/poll.ts';

const EVERY = 15_000;
/** Where there are more floors, none but the one that is looked at is counted. */
const COUNTED = 12;

/** How busy the other floors are now, and which one the map shows. */
export function Floors({
  venue: { venue_id, floors },
  floor,
  onFloor,
}: {
  venue: Venue;
  floor: string;
  onFloor: (floor: string) => void;
}) {
  if (floors.length === 1) return null;
  return (
    <ul class="floors" aria-label="Floors">
      {floors.map(({ floor: name }) => (
        <li key={name}>
          <button type="button" aria-pressed={name === floor} onClick={() => onFloor(name)}>
            <span>Floor {name}</span>
            {name !== floor && floors.length <= COUNTED && <People venue_id={venue_id} floor={name} />}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Of the same five minutes as the map's. */
function People({ venue_id, floor }: { venue_id: string; floor: string }) {
  const { polled } = usePoll(() => readHeat('anyone', { venue_id, floor, metric: 'mean' }), EVERY, [venue_id, floor]);
  const { value } = polled.value;
  if (!value) return null;
  const people = Math.round(value.cells.reduce((sum, [, here]) => sum + here, 0));
  return (
    <span data-test={`people-${floor}`}>
      {people.toLocaleString()} {people === 1 ? 'person' : 'people'}
    </span>
  );
}
