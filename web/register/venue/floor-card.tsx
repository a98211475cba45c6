import { useId } from 'preact/hooks';
import { Choice } from '../form/choice.tsx';
import { TextField } from '../form/field.tsx';
import { Board } from './board.tsx';
import { changeFloor, type FloorDraft, removeFloor } from './draft.ts';
import type { Faults, FloorMember } from './faults.ts';
import { FrameFields } from './frame-fields.tsx';
import { Paste } from './paste.tsx';
import { Picture } from './picture.tsx';
import { inUnit } from './plane.ts';
import { PointTable } from './point-table.tsx';
import type { Row } from './points.ts';
import { Rectangle } from './rectangle.tsx';
import type { FloorRefusal } from './refused-floor.ts';

const EXAMPLES = {
  metres: '0, 0\n120, 0\n120, 60\n0, 60',
  degrees: '121.4690, 31.2295\n121.4703, 31.2295\n121.4703, 31.2300\n121.4690, 31.2300',
};

/** A floor of the venue: its name, its outline and where it lies. What the API has against it stands here. */
export function FloorCard({
  floor,
  isOnly,
  faults,
  refusal,
  pictureFault,
}: {
  floor: FloorDraft;
  isOnly: boolean;
  faults: Faults<FloorMember>;
  refusal: FloorRefusal | undefined;
  pictureFault: string | undefined;
}) {
  const { key, floor: name, unit, rows, hasFrame, frame, picture } = floor;
  const id = useId();
  const set = (changes: Partial<FloorDraft>) => changeFloor(key, changes);
  const setRows = (next: readonly Row[]) => set({ rows: next });
  const fault = faults.points ?? refusal?.text;
  const marked = refusal?.points ?? [];
  return (
    <section class="card floor-card" aria-label={`Floor ${name}`}>
      <div class="floor-head">
        <TextField label="Floor" value={name} fault={faults.floor} onValue={(next) => set({ floor: next })} />
        <Choice
          legend="The outline is in"
          value={unit}
          options={{ metres: 'Metres of the plan', degrees: 'Degrees' }}
          onValue={(next) => set(inUnit(floor, next))}
        />
        {!isOnly && (
          <button type="button" class="small" onClick={() => removeFloor(key)}>
            Remove this floor
          </button>
        )}
      </div>
      {fault && (
        <p id={`${id}-fault`} class="entry-fault" role="alert">
          {fault}
        </p>
      )}
      <div class={unit === 'metres' ? 'outline drawn' : 'outline'}>
        {unit === 'metres' && (
          <div>
            <Board rows={rows} marked={marked} picture={picture} onRows={setRows} />
            <p class="entry-hint">Press to put a point, or an edge to put one between. Drag a point to move it.</p>
            <Rectangle onRows={setRows} />
          </div>
        )}
        <div>
          <PointTable
            floor={name}
            unit={unit}
            rows={rows}
            marked={marked}
            describedBy={fault && `${id}-fault`}
            onRows={setRows}
          />
          <Paste example={EXAMPLES[unit]} onRows={setRows} />
        </div>
      </div>
      {unit === 'degrees' && (
        <label class="tick">
          <input
            type="checkbox"
            checked={hasFrame}
            onChange={(event) => set({ hasFrame: event.currentTarget.checked })}
          />
          Robots on this floor send metres of its plan
        </label>
      )}
      {(unit === 'metres' || hasFrame) && (
        <FrameFields frame={frame} faults={faults} onFrame={(next) => set({ frame: next })} />
      )}
      <Picture picture={picture} fault={pictureFault} onPicture={(next) => set({ picture: next })} />
    </section>
  );
}
