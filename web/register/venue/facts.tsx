import { SelectField, TextField } from '../form/field.tsx';
import { change, type VenueDraft } from './draft.ts';
import type { Faults } from './faults.ts';

/** Edges of a hexagon, https://h3geo.org/docs/core-library/restable */
const EDGES: Record<string, string> = {
  10: '76 m',
  11: '29 m',
  12: '11 m',
  13: '3.5 m',
  14: '1.5 m',
  15: '0.6 m',
};

/** What a venue is, but for its floors. */
export function Facts({ venue, faults }: { venue: VenueDraft; faults: Faults<string> }) {
  const finest = Number(venue.resolution) < 10 ? { [venue.resolution]: 'coarse', ...EDGES } : EDGES;
  return (
    <section class="card" aria-label="The venue">
      <div class="columns">
        <TextField
          label="Id"
          value={venue.venue_id}
          fault={faults.venue_id}
          hint="In addresses and topics; it stays. For example north-mall."
          onValue={(venue_id) => change({ venue_id })}
        />
        <TextField label="Name" value={venue.name} fault={faults.name} onValue={(name) => change({ name })} />
        <TextField
          label="Time zone"
          list="time-zones"
          value={venue.time_zone}
          fault={faults.time_zone}
          onValue={(time_zone) => change({ time_zone })}
        />
        <SelectField
          label="Cells of its heatmap"
          value={venue.resolution}
          options={Object.entries(finest).map(([key, edge]) => [key, `Resolution ${key}: edges of ${edge}`])}
          fault={faults.resolution}
          onValue={(resolution) => change({ resolution })}
        />
        <TextField
          label="Most people that a cell can hold"
          numeric
          value={venue.max_people_per_cell}
          fault={faults.max_people_per_cell}
          hint="A report of more is rejected."
          onValue={(max_people_per_cell) => change({ max_people_per_cell })}
        />
        <label class="tick">
          <input
            type="checkbox"
            checked={venue.isPublic}
            onChange={(event) => change({ isPublic: event.currentTarget.checked })}
          />
          Public: anybody may see how crowded it is
        </label>
      </div>
      <datalist id="time-zones">
        {Intl.supportedValuesOf('timeZone').map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </section>
  );
}
