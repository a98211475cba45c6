import { useEffect, useState } from 'preact/hooks';
import { Loaded } from '../parts/loaded.tsx';
import { href, place, setQuery } from '../place.ts';
import { sessions } from '../session/session.ts';
import { usePoll } from '../talk/poll.ts';
import { useDevicesHere } from './devices-here.ts';
import { Floor } from './floor.tsx';
import { readVenues, type Venue } from './reads.ts';
import { Rejected } from './rejected.tsx';

/** Venues come and go by hand. */
const EVERY = 60_000;
/** How often one is looked for that is not there yet. */
const SOON = 2000;

/** How crowded a venue is: `#/heat/{venue_id}?floor=1`. */
export default function HeatPage() {
  const { polled, again } = usePoll(readVenues, EVERY, []);
  return (
    <Loaded from={polled} again={again}>
      {(venues) => <Chosen venues={venues} again={again} />}
    </Loaded>
  );
}

function Chosen({ venues, again }: { venues: Venue[]; again: () => void }) {
  const [, venue_id] = place.value.path;
  const venue = venue_id === undefined ? venues[0] : venues.find((one) => one.venue_id === venue_id);
  if (!venue && venue_id !== undefined) return <Missing key={venue_id} venue_id={venue_id} again={again} />;
  if (!venue) {
    return (
      <section class="gate">
        <p>No venue is registered yet.</p>
        <a class="button main" href={href(['register'])}>
          Register one
        </a>
      </section>
    );
  }
  return <Shown key={venue.venue_id} venue={venue} venues={venues} />;
}

function Shown({ venue, venues }: { venue: Venue; venues: Venue[] }) {
  const [isOpen, setOpen] = useState(false);
  const [hasDevices, setDevices] = useState(false);
  const floor = venue.floors.find((one) => one.floor === place.value.query.get('floor')) ?? venue.floors[0]!;
  const markers = useDevicesHere(floor.bounds, hasDevices);
  return (
    <Floor
      who="console"
      venue={venue}
      floor={floor}
      markers={markers}
      onFloor={(name) => setQuery({ floor: name })}
      heading={
        <h1>
          {venues.length === 1 ? (
            venue.name
          ) : (
            <select
              aria-label="Venue"
              value={venue.venue_id}
              onChange={(event) => {
                location.hash = href(['heat', event.currentTarget.value]);
              }}
            >
              {venues.map(({ venue_id: id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </h1>
      }
    >
      <label class="check">
        <input type="checkbox" checked={hasDevices} onChange={(event) => setDevices(event.currentTarget.checked)} />{' '}
        Devices on the map{hasDevices && `: ${markers.length}`}
      </label>
      {sessions.console.value?.role === 'operator' && (
        <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary class="heading">What was rejected</summary>
          {isOpen && <Rejected venue_id={venue.venue_id} />}
        </details>
      )}
    </Floor>
  );
}

/** The API remembers the list of venues for ten seconds; one that has just been registered is in it after that. */
function Missing({ venue_id, again }: { venue_id: string; again: () => void }) {
  useEffect(() => {
    const timer = setInterval(again, SOON);
    return () => clearInterval(timer);
  }, []);
  return (
    <section class="gate">
      <p role="status">
        No venue {venue_id} is to be seen. If it was registered a moment ago, it shows within ten seconds.
      </p>
      <a class="button" href={href(['heat'])}>
        Look at another one
      </a>
    </section>
  );
}
