import { useMemo } from 'preact/hooks';
import type { Venue } from '../../heat/reads.ts';
import { Canvas } from '../../map/canvas.tsx';
import type { Scene } from '../../map/scene.ts';
import { theme } from '../../theme.ts';
import { TextField } from '../form/field.tsx';
import { pointOf } from '../venue/points.ts';
import { change, type DeviceDraft } from './draft.ts';

/** A tenth of a metre. */
const DIGITS = 6;

/** Where a device stands: pressed on the map, or typed. The map shows the venue, or all of them. */
export function Where({
  device: { lng, lat, venue },
  fault,
  venues,
}: {
  device: DeviceDraft;
  fault: string | undefined;
  venues: readonly Venue[];
}) {
  const scene = useMemo<Scene>(() => {
    const shown = venues.filter(({ venue_id }) => venue_id === venue);
    const position = pointOf([lng, lat]);
    const isPlace = position && Math.abs(position[1]) <= 85;
    return {
      theme: theme.value,
      outlines: (shown.length > 0 ? shown : venues).flatMap(({ floors }) => floors.map(({ bounds }) => bounds)),
      cells: [],
      most: 1,
      markers: isPlace ? [{ device_id: 'here', position, look: 'free' }] : [],
      chosen: 'here',
    };
  }, [theme.value, venues, venue, lng, lat]);
  return (
    <fieldset class="frame">
      <legend>Where it stands, if that is known</legend>
      <div class="small-map">
        <Canvas
          scene={scene}
          about={`${venue} ${venues.length}`}
          label="Press the map where the device stands"
          onCell={() => {}}
          onDevice={() => {}}
          onPlace={([x, y]) => change({ lng: x.toFixed(DIGITS), lat: y.toFixed(DIGITS) })}
        />
      </div>
      <div class="columns">
        <TextField label="Longitude" numeric value={lng} fault={fault} onValue={(next) => change({ lng: next })} />
        <TextField label="Latitude" numeric value={lat} onValue={(next) => change({ lat: next })} />
      </div>
      <p class="entry-hint">Press the map, or type degrees. What the device reports itself takes its place.</p>
    </fieldset>
  );
}
