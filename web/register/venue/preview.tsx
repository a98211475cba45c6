import { useMemo, useState } from 'preact/hooks';
import { placed } from '../../heat/plan.ts';
import { Canvas } from '../../map/canvas.tsx';
import type { Scene } from '../../map/scene.ts';
import { theme } from '../../theme.ts';
import { Choice } from '../form/choice.tsx';
import type { FloorDraft } from './draft.ts';
import { frameOf, inDegrees } from './plane.ts';

/** Where the floors will lie in the world, before they are sent. */
export function Preview({ floors }: { floors: readonly FloorDraft[] }) {
  const [chosen, setChosen] = useState('');
  const known = floors.flatMap((floor) => {
    const bounds = inDegrees(floor);
    // MapLibre throws at what is no latitude
    return bounds?.every(([, lat]) => Math.abs(lat) <= 85) ? [{ ...floor, bounds }] : [];
  });
  const shown = known.find(({ key }) => String(key) === chosen) ?? known[0];
  const outline = JSON.stringify(shown?.bounds ?? []);
  const { picture, hasFrame, unit, frame } = shown ?? {};
  const placedBy = frame && (unit === 'metres' || hasFrame) ? frameOf(frame) : undefined;
  const scene = useMemo<Scene>(() => {
    const bounds = JSON.parse(outline) as number[][];
    const plan = picture && bounds.length > 0 ? placed(picture, bounds, placedBy) : undefined;
    return {
      theme: theme.value,
      outlines: bounds.length > 0 ? [bounds] : [],
      plan,
      cells: [],
      most: 1,
      markers: [],
    };
  }, [theme.value, outline, picture]);
  return (
    <section class="card" aria-label="Preview">
      <h2>On the map</h2>
      {known.length > 1 && (
        <Choice
          legend="Floor"
          value={String(shown?.key)}
          options={Object.fromEntries(known.map(({ key, floor }) => [key, floor]))}
          onValue={setChosen}
        />
      )}
      <p class="entry-hint">
        {shown
          ? `Floor ${shown.floor} begins at ${shown.bounds[0]!.map((part) => part.toFixed(6)).join(', ')}. Is it on the right side of the street?`
          : 'It shows once there are three points and a place for them.'}
      </p>
      <div class="small-map">
        <Canvas scene={scene} about={outline} label="Preview of the outline" onCell={() => {}} onDevice={() => {}} />
      </div>
    </section>
  );
}
