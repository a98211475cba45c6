import { useState } from 'preact/hooks';
import { numberOf } from '../form/number.ts';
import type { Row } from './points.ts';

/** Makes a rectangle the outline, from the plan's [0, 0]. */
export function Rectangle({ onRows }: { onRows: (rows: Row[]) => void }) {
  const [width, setWidth] = useState('');
  const [height, setHeight] = useState('');
  const [w, h] = [numberOf(width), numberOf(height)];
  const isOne = w !== undefined && h !== undefined && w > 0 && h > 0;
  const make = () =>
    isOne &&
    onRows([
      ['0', '0'],
      [String(w), '0'],
      [String(w), String(h)],
      ['0', String(h)],
    ]);
  const side = (label: string, value: string, onValue: (value: string) => void) => (
    <input
      aria-label={label}
      inputMode="decimal"
      value={value}
      onInput={(event) => onValue(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        make();
      }}
    />
  );
  return (
    <fieldset class="rectangle">
      <legend class="unseen">Rectangle</legend>
      <span>Rectangle of</span>
      {side('Width of the rectangle in metres', width, setWidth)}
      <span>×</span>
      {side('Height of the rectangle in metres', height, setHeight)}
      <span>m</span>
      <button type="button" class="small" disabled={!isOne} onClick={make}>
        Draw it
      </button>
    </fieldset>
  );
}
