import { useEffect, useState } from 'preact/hooks';
import { config } from '../../config.ts';
import { href } from '../../place.ts';
import { wordsOf } from '../../words.ts';
import { Copy } from '../form/copy.tsx';
import { listenLine, tryLine } from './lines.ts';
import type { Registered, Registration } from './register.ts';

/** What a device needs now: its key, its code and how it connects. */
export function RegisteredDevices({ devices, failed }: Registration) {
  const [one] = devices;
  return (
    <section class="card registered" aria-label="Registered">
      {devices.length === 1 ? <One device={one!} /> : <Several devices={devices} />}
      {failed.length > 0 && (
        <div class="notice bad" role="alert">
          <p>{failed.length} were not registered. What was entered is still there: register again.</p>
          <ul>
            {failed.map(({ id, error }) => (
              <li key={id}>
                {id}: {wordsOf(error)}
              </li>
            ))}
          </ul>
        </div>
      )}
      <a class="button" href={href(['register', 'stickers'], { product: one!.product, from: prefixOf(devices) })}>
        Print {devices.length === 1 ? 'its sticker' : 'their stickers'}
      </a>
    </section>
  );
}

function One({ device }: { device: Registered }) {
  const [broker, setBroker] = useState<string>();
  useEffect(() => void config.then(({ mqtt }) => setBroker(mqtt)), []);
  return (
    <>
      <dl class="secrets">
        <Secret name="Key" value={device.key}>
          It connects with this, as its MQTT password. Put it into the device now and show it to nobody else.
        </Secret>
        <Secret name="Code" value={device.code}>
          This is for its sticker; riders scan it.
        </Secret>
      </dl>
      {broker && (
        <>
          <h3>Try it</h3>
          <Lines what="the line that reports" text={tryLine(device, broker)} />
          <Lines what="the line that listens" text={listenLine(device, broker)} />
          <p class="entry-hint">A broker of npm start that was given another port has that one.</p>
        </>
      )}
    </>
  );
}

function Secret({ name, value, children }: { name: string; value: string; children: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <code data-test={name.toLowerCase()}>{value}</code>
        <Copy text={value} what={`the ${name.toLowerCase()}`} />
      </dd>
      <dd class="entry-hint">{children}</dd>
    </div>
  );
}

const Lines = ({ text, what }: { text: string; what: string }) => (
  <div class="lines">
    <pre>{text}</pre>
    <Copy text={text} what={what} />
  </div>
);

function Several({ devices }: { devices: readonly Registered[] }) {
  const csv = ['device_id,key,code', ...devices.map(({ device_id, key, code }) => `${device_id},${key},${code}`)];
  return (
    <>
      <p>Each connects with its key, as its MQTT password. The code is for its sticker.</p>
      <Copy text={csv.join('\n')} what="all keys and codes as CSV" />
      <div class="wide">
        <table>
          <thead>
            <tr>
              <th scope="col">Device</th>
              <th scope="col">Key</th>
              <th scope="col">Code</th>
            </tr>
          </thead>
          <tbody>
            {devices.map(({ device_id, key, code }) => (
              <tr key={device_id}>
                <th scope="row">{device_id}</th>
                <td>
                  <code>{key}</code>
                </td>
                <td>
                  <code>{code}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** What all of their ids begin with. */
const prefixOf = (devices: readonly Registered[]): string => {
  const [first, last] = [devices[0]!.device_id, devices.at(-1)!.device_id];
  let length = first.length;
  while (!last.startsWith(first.slice(0, length))) length -= 1;
  return first.slice(0, length);
};
