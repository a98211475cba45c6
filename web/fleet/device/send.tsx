import { useRef, useState } from 'preact/hooks';
import { api, newKey } from '../../talk/api.ts';
import { wordsOf } from '../../words.ts';

/** An input as the product declares it, as far as a form can be made of it. */
interface Field {
  type?: string;
  title?: string;
  enum?: unknown[];
}
interface Action {
  title?: string;
  input?: { type?: string; properties?: Record<string, Field>; required?: string[] };
}

/** A form for a command: one field for each member of the action's input. */
export function Send({
  device_id,
  actions,
  onSent,
}: {
  device_id: string;
  actions: ReadonlyMap<string, unknown>;
  onSent: () => void;
}) {
  const [action, setAction] = useState([...actions.keys()][0]!);
  const [values, setValues] = useState<Record<string, string>>({});
  const [told, setTold] = useState<{ text: string; isGood: boolean }>();
  const [isBusy, setBusy] = useState(false);
  // the same attempt keeps its key, so that a lost answer that is tried again tells the device once
  const key = useRef(newKey());
  const { input } = (actions.get(action) ?? {}) as Action;
  const fields = Object.entries(input?.properties ?? {});

  const change = (next: Record<string, string>) => {
    key.current = newKey();
    setValues(next);
  };
  const send = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    try {
      const client = await api('console');
      const given = Object.fromEntries(
        fields.flatMap(([name, field]) => (values[name] ? [[name, readValue(values[name], field)]] : [])),
      );
      await client.POST('/v1/devices/{device_id}/commands', {
        params: { path: { device_id }, header: key.current },
        body: { action, expires_in_s: 10, ...(input && { input: given }) },
      });
      key.current = newKey();
      setTold({ text: 'Sent.', isGood: true });
      onSent();
    } catch (error) {
      setTold({ text: wordsOf(error), isGood: false });
    } finally {
      setBusy(false);
    }
  };
  return (
    <form class="send" onSubmit={send}>
      <select
        aria-label="Action"
        value={action}
        onChange={(event) => {
          setAction(event.currentTarget.value);
          change({});
        }}
      >
        {[...actions].map(([name, each]) => (
          <option key={name} value={name}>
            {(each as Action).title ?? name}
          </option>
        ))}
      </select>
      {fields.map(([name, field]) => (
        <label key={name} for={`input-${name}`}>
          <span>
            {field.title ?? name}
            {input?.required?.includes(name) ? '' : ' (if wanted)'}
          </span>
          {field.enum ? (
            <select
              id={`input-${name}`}
              value={values[name] ?? ''}
              onChange={(event) => change({ ...values, [name]: event.currentTarget.value })}
            >
              <option value="" />
              {field.enum.map((one) => (
                <option key={String(one)} value={String(one)}>
                  {String(one)}
                </option>
              ))}
            </select>
          ) : (
            <input
              id={`input-${name}`}
              value={values[name] ?? ''}
              onInput={(event) => change({ ...values, [name]: event.currentTarget.value })}
            />
          )}
        </label>
      ))}
      <button type="submit" class="main" disabled={isBusy}>
        Send
      </button>
      {told && (
        <p role="status" class={told.isGood ? 'good' : 'bad'}>
          {told.text}
        </p>
      )}
    </form>
  );
}

/** Numbers, booleans and lists as JSON; whatever else as it was typed, for the API to judge. */
function readValue(text: string, { type, enum: choices }: Field): unknown {
  if (choices) return choices.find((choice) => String(choice) === text);
  if (type === 'string' || type === undefined) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
