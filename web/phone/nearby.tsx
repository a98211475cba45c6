import { useState } from 'preact/hooks';
import { Loaded } from '../parts/loaded.tsx';
import { usePoll } from '../talk/poll.ts';
import { priceOf } from './price.ts';
import { type Nearby, RADIUS, readNearby, readVenues } from './reads.ts';
import { titleOf } from './titles.ts';

const EVERY = 15_000;

interface Spot {
  name: string;
  position: readonly [number, number];
}

/** Devices that can be rented, around a venue or around oneself. Where they are is no secret; their codes are on them. */
export function NearbyList() {
  const venues = usePoll(readVenues, Number.POSITIVE_INFINITY, []);
  const [here, setHere] = useState<Spot>();
  const [problem, setProblem] = useState<string>();
  const known: Spot[] = (venues.polled.value.value ?? []).map(({ name, floors }) => ({
    name,
    position: floors[0]!.bounds[0] as [number, number],
  }));
  const spot = here ?? known[0];

  const locate = () =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setProblem(undefined);
        setHere({ name: 'you', position: [coords.longitude, coords.latitude] });
      },
      () => setProblem('This browser does not say where you are.'),
    );

  return (
    <section aria-label="Near">
      <div class="with-button">
        <h2>{spot ? `Near ${spot.name}` : 'Near you'}</h2>
        <button type="button" onClick={locate}>
          Near me
        </button>
      </div>
      {problem && <p role="alert">{problem}</p>}
      {spot && <Around key={spot.position.join()} position={spot.position} />}
    </section>
  );
}

function Around({ position }: Pick<Spot, 'position'>) {
  const { polled, again } = usePoll(() => readNearby(position), EVERY, []);
  return (
    <Loaded from={polled} again={again} who="rider">
      {(devices) =>
        devices.length === 0 ? (
          <p class="faint">Nothing is free within {RADIUS / 1000} km.</p>
        ) : (
          <ul class="rows">
            {devices.map((device) => (
              <NearbyRow key={device.device_id} {...device} />
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}

const NearbyRow = ({ device_id, kind, distance, battery, tariff }: Nearby) => (
  <li class="row">
    <span class="row-main">
      <b>{titleOf(kind)}</b>
      <span class="faint">{device_id}</span>
    </span>
    <span class="row-end">
      <b>{Math.round(distance).toLocaleString()} m</b>
      {battery !== undefined && <span class="faint">{Math.round(battery * 100)} % charged</span>}
    </span>
    <span class="row-more">{priceOf(tariff)}</span>
  </li>
);
