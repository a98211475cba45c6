import { useState } from 'preact/hooks';
import { type Product, withUnit } from '../devices.ts';
import { Over } from './over.tsx';

/** A property, or one of a module, as its product declares it. */
interface Declared {
  title?: string;
  unit?: string;
  'skein:series'?: boolean;
}

/** The last value of each property, with its unit; those that are kept over time open as a curve. */
export function Properties({
  device_id,
  values,
  product,
}: {
  device_id: string;
  values: Record<string, unknown>;
  product: Product | undefined;
}) {
  const names = Object.keys(values);
  const [chosen, setChosen] = useState<string | false>();
  // until somebody chooses; the product may be read after the device
  const open = chosen ?? names.find((name) => declaredOf(product, name)['skein:series']);
  if (names.length === 0) return null;
  return (
    <>
      <h2>What it says</h2>
      <table class="properties">
        <tbody>
          {names.map((name) => {
            const { title, unit, ...declared } = declaredOf(product, name);
            return (
              <tr key={name}>
                <th scope="row">{title ?? name}</th>
                <td>
                  {isModule(values[name]) ? (
                    <Module values={values[name]} product={product} name={name} />
                  ) : (
                    withUnit(values[name], unit)
                  )}
                </td>
                <td>
                  {declared['skein:series'] && (
                    <button
                      type="button"
                      class="quiet small"
                      aria-expanded={open === name}
                      onClick={() => setChosen(open === name ? false : name)}
                    >
                      Curve
                    </button>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {open && <Over key={open} device_id={device_id} property={open} unit={declaredOf(product, open).unit} />}
      {Object.keys(product?.modules ?? {}).length > 0 && <Channels device_id={device_id} product={product!} />}
    </>
  );
}

const isModule = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function Module({
  values,
  product,
  name,
}: {
  values: Record<string, unknown>;
  product: Product | undefined;
  name: string;
}) {
  const declared = product?.modules?.[name]?.properties as Record<string, Declared> | undefined;
  return (
    <>
      {Object.entries(values).map(([key, value]) => (
        <div key={key}>
          <span class="faint">{declared?.[key]?.title ?? key}</span> {withUnit(value, declared?.[key]?.unit)}
        </div>
      ))}
    </>
  );
}

/** The curves of modules, which are alike: one property, a channel each. */
function Channels({ device_id, product }: { device_id: string; product: Product }) {
  const kept = Object.entries(product.modules ?? {}).flatMap(([channel, module]) =>
    Object.entries((module.properties ?? {}) as Record<string, Declared>)
      .filter(([, declared]) => declared['skein:series'])
      .map(([property, { unit }]) => ({ channel, property, unit })),
  );
  return (
    <>
      {kept.map(({ channel, property, unit }) => (
        <Over key={`${channel} ${property}`} device_id={device_id} property={property} channel={channel} unit={unit} />
      ))}
    </>
  );
}

const declaredOf = (product: Product | undefined, name: string): Declared =>
  ((product?.thing.properties as Record<string, Declared> | undefined)?.[name] ?? {}) as Declared;
