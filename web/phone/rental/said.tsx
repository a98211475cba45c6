import { Fragment } from 'preact';
import { useState } from 'preact/hooks';
import { Ago } from '../../parts/time.tsx';
import { useNews } from '../news.ts';
import type { Rental } from '../reads.ts';
import { isNewer, type Report, reportOf } from './forwarded.ts';
import { metresOf, Way } from './way.tsx';

/** So many places of the way are kept. */
const MOST = 500;

interface Heard {
  report: Report;
  at: number;
  way: readonly (readonly [number, number])[];
}

/** What the device says of itself while one has it. */
export function Said({ rental }: { rental: Rental }) {
  const [heard, setHeard] = useState<Heard>();
  useNews(`devices/${rental.device_id}/state`, (said) => {
    const report = reportOf(said, rental);
    if (!report || !isNewer(report, heard?.report)) return;
    const way = [...(heard?.way ?? []), ...(report.position ? [report.position] : [])].slice(-MOST);
    setHeard({ report, at: Date.now(), way });
  });
  if (!heard) return <p class="faint">It has said nothing yet.</p>;
  const { report, at, way } = heard;
  const metres = metresOf(way);
  return (
    <section class="card" aria-label="What it says" data-test="said">
      <div class="with-button">
        <h2>It says</h2>
        <span class="faint">
          <Ago at={at} />
        </span>
      </div>
      <dl class="lines">
        {linesOf(report, metres).map(([name, text]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </Fragment>
        ))}
      </dl>
      {metres > 0 && <Way way={way} />}
    </section>
  );
}

const linesOf = ({ battery, properties, position }: Report, metres: number): [name: string, text: string][] => [
  ...(battery === undefined ? [] : [['Charge', `${Math.round(battery * 100)} %`] as [string, string]]),
  ...Object.entries(properties).map(([name, value]): [string, string] => [sentence(name), said(value)]),
  ...(position ? [['Where', position.map((degrees) => degrees.toFixed(5)).join(', ')] as [string, string]] : []),
  ...(metres > 0 ? [['Way', `${Math.round(metres).toLocaleString()} m while you look`] as [string, string]] : []),
];

const sentence = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll('_', ' ')}`;

const said = (value: unknown): string =>
  typeof value === 'boolean' ? (value ? 'yes' : 'no') : typeof value === 'string' ? value : JSON.stringify(value);
