import { useRef } from 'preact/hooks';
import type { FloorDraft } from './draft.ts';
import { pointOf, type Row } from './points.ts';

const AXES = { metres: ['x, m', 'y, m'], degrees: ['Longitude', 'Latitude'] } as const;

/** The points of an outline, in their order around the floor. Enter in the last one adds another. */
export function PointTable({
  floor,
  unit,
  rows,
  marked,
  describedBy,
  onRows,
}: {
  floor: string;
  unit: FloorDraft['unit'];
  rows: readonly Row[];
  marked: readonly number[];
  describedBy: string | undefined;
  onRows: (rows: Row[]) => void;
}) {
  const table = useRef<HTMLTableElement>(null);
  const add = () => {
    onRows([...rows, ['', '']]);
    requestAnimationFrame(() => table.current?.querySelector<HTMLElement>('tbody tr:last-child input')?.focus());
  };
  const cell = (row: Row, at: number, part: 0 | 1) => (
    <td>
      <input
        aria-label={`Point ${at + 1}, ${AXES[unit][part]}`}
        aria-invalid={marked.includes(at) || (row[part] !== '' && !pointOf([row[part], '0'])) ? true : undefined}
        aria-describedby={describedBy}
        inputMode="decimal"
        value={row[part]}
        onInput={({ currentTarget: { value } }) =>
          onRows(rows.with(at, part === 0 ? [value, row[1]] : [row[0], value]))
        }
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          if (at === rows.length - 1) add();
        }}
      />
    </td>
  );
  return (
    <div class="points">
      <table ref={table}>
        <caption class="unseen">Points of floor {floor}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span class="unseen">Point</span>
            </th>
            <th scope="col">{AXES[unit][0]}</th>
            <th scope="col">{AXES[unit][1]}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              <th scope="row">{at + 1}</th>
              {cell(row, at, 0)}
              {cell(row, at, 1)}
              <td>
                <button
                  type="button"
                  class="quiet small"
                  aria-label={`Remove point ${at + 1}`}
                  onClick={() => onRows(rows.toSpliced(at, 1))}
                >
                  ✕
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <button type="button" class="small" onClick={add}>
        Add a point
      </button>
    </div>
  );
}
