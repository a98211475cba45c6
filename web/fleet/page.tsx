import { useMemo, useState } from 'preact/hooks';
import { readVenues } from '../heat/reads.ts';
import { Canvas } from '../map/canvas.tsx';
import type { Scene } from '../map/scene.ts';
import { href, place } from '../place.ts';
import { usePoll } from '../talk/poll.ts';
import { theme } from '../theme.ts';
import { DevicePanel } from './device/panel.tsx';
import { type Device, readFleet, readProducts } from './devices.ts';
import { type Filter, passes } from './filters.tsx';
import './fleet.css';
import { List } from './list.tsx';
import { markersOf } from './marker.ts';
import { useMoving } from './moving.ts';

const EVERY = 5000;
const RARELY = 60_000;
const NO_DEVICES: readonly Device[] = [];
const NO_OUTLINES: Scene['outlines'] = [];

/** The fleet on the map, `#/fleet`, and one device of it, `#/fleet/{device_id}`. */
export default function FleetPage() {
  const [, chosen] = place.value.path;
  const [filter, setFilter] = useState<Filter>({ product: '', venue: '', text: '', hidden: new Set() });
  const { product, venue } = filter;
  const fleet = usePoll(() => readFleet({ product, venue_id: venue }), EVERY, [product, venue]);
  const products = usePoll(readProducts, RARELY, []);
  const venues = usePoll(readVenues, RARELY, []);

  const devices = useMoving(fleet.polled.value.value ?? NO_DEVICES);
  const shown = useMemo(() => devices.filter((device) => passes(filter, device)), [devices, filter]);
  const outlines = useMemo(
    () =>
      venues.polled.value.value
        ?.filter(({ venue_id }) => venue === '' || venue_id === venue)
        .flatMap(({ floors }) => floors.slice(0, 1).map(({ bounds }) => bounds)) ?? NO_OUTLINES,
    [venues.polled.value.value, venue],
  );
  const scene = useMemo<Scene>(
    () => ({ theme: theme.value, outlines, cells: [], most: 1, markers: markersOf(shown), chosen }),
    [theme.value, outlines, shown, chosen],
  );
  const open = (device_id: string) => {
    location.hash = href(['fleet', device_id]);
  };
  return (
    <div class="split wide-panel">
      <div class="split-map">
        <Canvas
          scene={scene}
          about={`fleet ${product} ${venue} ${devices.length > 0}`}
          at={devices.find(({ device_id }) => device_id === chosen)?.position as [number, number] | undefined}
          label="Map of the fleet"
          onCell={() => {}}
          onDevice={open}
        />
      </div>
      <aside class="panel" aria-label="Devices">
        {chosen === undefined ? (
          <List
            fleet={fleet}
            devices={devices}
            shown={shown}
            filter={filter}
            onFilter={setFilter}
            products={products.polled.value.value}
            venues={venues.polled.value.value ?? []}
          />
        ) : (
          <DevicePanel
            key={chosen}
            device_id={chosen}
            newest={devices.find(({ device_id }) => device_id === chosen)}
            products={products.polled.value.value}
          />
        )}
      </aside>
    </div>
  );
}
