import { useState } from 'preact/hooks';
import { Field } from '../form/field.tsx';
import { shrink } from './shrink.ts';

/** The picture of a floor's plan. It is laid over the box around the outline, and stays in this browser. */
export function Picture({
  picture,
  fault,
  onPicture,
}: {
  picture: string | undefined;
  fault?: string | undefined;
  onPicture: (picture: string | undefined) => void;
}) {
  const [problem, setProblem] = useState<string>();
  async function take(file: File | undefined) {
    if (!file) return;
    try {
      onPicture(await shrink(file));
      setProblem(undefined);
    } catch {
      setProblem(`${file.name} is no picture that this browser can show.`);
    }
  }
  return (
    <div class="picture">
      <Field
        label="Picture of the plan"
        hint="PNG, JPEG or SVG. It covers the box around the outline. It is kept in this browser only, for its map."
        fault={problem ?? fault}
      >
        {(ties) => (
          <input
            {...ties}
            type="file"
            accept="image/png,image/jpeg,image/svg+xml"
            onChange={({ currentTarget }) => {
              void take(currentTarget.files?.[0]);
              currentTarget.value = '';
            }}
          />
        )}
      </Field>
      {picture && (
        <div class="picture-kept">
          <img src={picture} alt="The plan as it is kept" />
          <button type="button" class="small" onClick={() => onPicture(undefined)}>
            Remove the picture
          </button>
        </div>
      )}
    </div>
  );
}
