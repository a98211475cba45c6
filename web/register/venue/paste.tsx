import { useState } from 'preact/hooks';
import { Field } from '../form/field.tsx';
import { parsePoints, type Row, rowOf } from './points.ts';

/** Takes points from a text that is pasted, instead of those that are there. */
export function Paste({ example, onRows }: { example: string; onRows: (rows: Row[]) => void }) {
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string>();
  function take() {
    const parsed = parsePoints(text);
    if ('fault' in parsed) return setFault(parsed.fault);
    setFault(undefined);
    setText('');
    onRows(parsed.points.map(rowOf));
  }
  return (
    <details class="paste">
      <summary>Paste points</summary>
      <Field label="One point a line, or a JSON list of pairs" fault={fault}>
        {(ties) => (
          <textarea
            {...ties}
            rows={4}
            placeholder={example}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        )}
      </Field>
      <button type="button" class="small" onClick={take}>
        Take these points
      </button>
    </details>
  );
}
