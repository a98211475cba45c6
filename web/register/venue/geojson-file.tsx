import { useState } from 'preact/hooks';
import { Field } from '../form/field.tsx';
import { blankFloor, change, draft } from './draft.ts';
import { floorsOf } from './geojson.ts';
import { rowOf } from './points.ts';

/** Takes floors from a GeoJSON file: a floor of that name gets this outline, others come behind. */
export function GeoJsonFile() {
  const [fault, setFault] = useState<string>();
  const [said, setSaid] = useState('');
  async function take(file: File | undefined) {
    if (!file) return;
    const found = floorsOf(await file.text());
    setFault('fault' in found ? found.fault : undefined);
    setSaid('');
    if ('fault' in found) return;
    const floors = draft.peek().floors.filter(({ rows }) => rows.length > 0);
    for (const { floor, points } of found.floors) {
      const given = { unit: 'degrees' as const, rows: points.map(rowOf) };
      const at = floors.findIndex((one) => one.floor === floor);
      if (at < 0) floors.push(blankFloor(floor, given));
      else floors[at] = { ...floors[at]!, ...given };
    }
    change({ floors });
    const holes = found.floors.filter((one) => one.holes > 0).map(({ floor }) => floor);
    setSaid(
      `Taken from ${file.name}: ${found.floors.map(({ floor }) => `floor ${floor}`).join(', ')}.` +
        (holes.length > 0 ? ` A floor has one ring: the holes of floor ${holes.join(', ')} were left out.` : ''),
    );
  }
  return (
    <>
      <Field
        label="Floors from a GeoJSON file"
        hint="A Polygon, a Feature or a FeatureCollection. Each polygon is a floor, called by its property floor or name."
        fault={fault}
      >
        {(ties) => (
          <input
            {...ties}
            type="file"
            accept=".json,.geojson,application/geo+json,application/json"
            onChange={({ currentTarget }) => {
              void take(currentTarget.files?.[0]);
              currentTarget.value = '';
            }}
          />
        )}
      </Field>
      <p role="status" class="good">
        {said}
      </p>
    </>
  );
}
