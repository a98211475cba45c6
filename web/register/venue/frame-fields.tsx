import { TextField } from '../form/field.tsx';
import type { FrameDraft } from './draft.ts';
import type { Faults, FloorMember } from './faults.ts';

/** Where the plan lies in the world. */
export function FrameFields({
  frame,
  faults,
  onFrame,
}: {
  frame: FrameDraft;
  faults: Faults<FloorMember>;
  onFrame: (frame: FrameDraft) => void;
}) {
  return (
    <fieldset class="frame">
      <legend>Where the plan lies</legend>
      <div class="columns three">
        <TextField
          label="Longitude of [0, 0]"
          numeric
          value={frame.lng}
          fault={faults.lng}
          onValue={(lng) => onFrame({ ...frame, lng })}
        />
        <TextField
          label="Latitude of [0, 0]"
          numeric
          value={frame.lat}
          fault={faults.lat}
          onValue={(lat) => onFrame({ ...frame, lat })}
        />
        <TextField
          label="Bearing of the y axis, °"
          numeric
          value={frame.bearing}
          fault={faults.bearing}
          onValue={(bearing) => onFrame({ ...frame, bearing })}
        />
      </div>
      <p class="entry-hint">Clockwise from north. With 0, y is north and x is east.</p>
    </fieldset>
  );
}
