import { useEffect, useRef } from 'preact/hooks';
import type uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { Loaded } from '../../parts/loaded.tsx';
import { ask } from '../../talk/api.ts';
import { usePoll } from '../../talk/poll.ts';
import { theme } from '../../theme.ts';

const EVERY = 10_000;
const HEIGHT = 150;

/** A property over the last hour. */
export function Over({
  device_id,
  property,
  channel,
  unit,
}: {
  device_id: string;
  property: string;
  channel?: string;
  unit: string | undefined;
}) {
  const params = { path: { device_id, property }, query: { fn: 'avg' as const, ...(channel && { channel }) } };
  const { polled, again } = usePoll(
    () => ask('console', (client) => client.GET('/v1/devices/{device_id}/series/{property}', { params })),
    EVERY,
    [device_id, property, channel],
  );
  const name = `${channel ? `${channel}: ` : ''}${property}${unit ? ` (${unit})` : ''}`;
  return (
    <figure class="over">
      <figcaption>{name}, the last hour</figcaption>
      <Loaded from={polled} again={again}>
        {({ points }) =>
          points.length === 0 ? <p class="faint">Nothing was kept of it.</p> : <Curve name={name} points={points} />
        }
      </Loaded>
    </figure>
  );
}

function Curve({ name, points }: { name: string; points: readonly (readonly number[])[] }) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | undefined>(undefined);
  const data: uPlot.AlignedData = [points.map(([at]) => at! / 1000), points.map(([, value]) => value!)];
  const newest = useRef(data);
  newest.current = data;

  useEffect(() => {
    let gone = false;
    void import('uplot').then(({ default: Plot }) => {
      if (gone || !box.current) return;
      const style = getComputedStyle(document.documentElement);
      const [line, faint, grid] = ['--accent', '--faint', '--line'].map((variable) => style.getPropertyValue(variable));
      const axis = { stroke: faint!, grid: { stroke: grid!, width: 1 }, ticks: { stroke: grid! } };
      const options: uPlot.Options = {
        width: box.current.clientWidth,
        height: HEIGHT,
        legend: { show: false },
        series: [{}, { label: name, stroke: line!, width: 2, points: { show: data[0].length < 3 } }],
        axes: [axis, { ...axis, size: 60 }],
      };
      chart.current = new Plot(options, newest.current, box.current);
    });
    return () => {
      gone = true;
      chart.current?.destroy();
      chart.current = undefined;
    };
  }, [theme.value, name]);
  useEffect(() => chart.current?.setData(data), [points]);

  const values = points.map(([, value]) => value!);
  const text = `${name}: from ${Math.min(...values)} to ${Math.max(...values)}, last ${values.at(-1)}`;
  return <div ref={box} role="img" aria-label={text} />;
}
