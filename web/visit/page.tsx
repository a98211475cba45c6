import './visit.css';
import { useEffect } from 'preact/hooks';
import { Floor } from '../heat/floor.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { place, setQuery } from '../place.ts';
import { ask } from '../talk/api.ts';
import { usePoll } from '../talk/poll.ts';
import { Refused } from '../talk/refused.ts';
import { Floors } from './floors.tsx';

/** Floors change by hand. */
const EVERY = 300_000;

async function readVenue(venue_id: string) {
  return ask('anyone', (client) => client.GET('/public/venues/{venue_id}', { params: { path: { venue_id } } }));
}

/** How busy a public venue is, for its visitors: `#/visit/{venue_id}?floor=1`. */
export default function VisitPage() {
  const [, venue_id = ''] = place.value.path;
  const { polled, again } = usePoll(() => readVenue(venue_id), EVERY, [venue_id]);
  const { value, error } = polled.value;
  if (!value && error instanceof Refused && error.reason === 'venue_unknown') {
    return (
      <main class="visit-nothing">
        <h1>Nothing to see here</h1>
        <p>No place of this name shows how busy it is.</p>
      </main>
    );
  }
  return (
    <main class="visit">
      <Loaded from={polled} again={again} who="rider">
        {(venue) => <Shown key={venue.venue_id} venue={venue} />}
      </Loaded>
    </main>
  );
}

function Shown({ venue }: { venue: Awaited<ReturnType<typeof readVenue>> }) {
  const floor = venue.floors.find((one) => one.floor === place.value.query.get('floor')) ?? venue.floors[0]!;
  useEffect(() => {
    const before = document.title;
    document.title = venue.name;
    return () => {
      document.title = before;
    };
  }, [venue.name]);
  const choose = (name: string) => setQuery({ floor: name });
  return (
    <Floor
      who="anyone"
      venue={venue}
      floor={floor}
      onFloor={choose}
      heading={
        <>
          <h1>{venue.name}</h1>
          <Floors venue={venue} floor={floor.floor} onFloor={choose} />
        </>
      }
    />
  );
}
