import type { ComponentChildren } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { boxOf } from '../map/box.ts';
import { Canvas } from '../map/canvas.tsx';
import type { Cell } from '../map/cells.ts';
import { ceiling } from '../map/scale.ts';
import type { Marker, Scene } from '../map/scene.ts';
import { Loaded } from '../parts/loaded.tsx';
import { clock } from '../parts/time.tsx';
import { href } from '../place.ts';
import { usePoll } from '../talk/poll.ts';
import { theme } from '../theme.ts';
import { Legend } from './legend.tsx';
import { planOf } from './plan.ts';
import { Ranking } from './ranking.tsx';
import { type Metric, readHeat, readPast, readSeries, type Venue, type Who } from './reads.ts';
import { Timeline } from './timeline.tsx';

/** How often the present is read; ms. */
const LIVE_EVERY = 5000;
const SERIES_EVERY = 30_000;
/** So much of the past can be played. */
const HOURS = 3;

const NOBODY: Cell[] = [];
const NO_MARKERS: readonly Marker[] = [];

/**
 * A floor of a venue as a map, live and past, with its hottest places. `children` come below them. For anyone it is
 * calmer: which floor is chosen in the heading.
 */
export function Floor({
  who,
  venue,
  floor: { floor, bounds, frame: place },
  heading,
  onFloor,
  markers = NO_MARKERS,
  children,
}: {
  who: Who;
  venue: Venue;
  floor: Venue['floors'][number];
  heading: ComponentChildren;
  onFloor: (floor: string) => void;
  /** Devices to be shown with the heat. */
  markers?: readonly Marker[];
  children?: ComponentChildren;
}) {
  const { venue_id, time_zone } = venue;
  const [metric, setMetric] = useState<Metric>('mean');
  const [at, setAt] = useState<number>();
  const [isPlaying, setPlaying] = useState(false);
  const [mark, setMark] = useState<string>();
  const [under, setUnder] = useState<number>();

  const frame = { venue_id, floor, metric };
  const { polled, again } = usePoll(
    () => (at === undefined ? readHeat(who, frame) : readPast(who, { ...frame, to: at })),
    at === undefined ? LIVE_EVERY : Number.POSITIVE_INFINITY,
    [who, venue_id, floor, metric, at],
  );
  const series = usePoll(() => readSeries(who, venue_id, floor, HOURS), SERIES_EVERY, [who, venue_id, floor]);

  // between two frames the one before stays, so that nothing flickers
  const [last, setLast] = useState<{ of: string; cells: Cell[] }>({ of: '', cells: NOBODY });
  const { value } = polled.value;
  const of = `${venue_id} ${floor}`;
  if (value && value.cells !== last.cells) setLast({ of, cells: value.cells });
  const cells = value?.cells ?? (last.of === of ? last.cells : NOBODY);

  const most = ceiling(cells[0]?.[1] ?? 0);
  const outlines = useMemo(() => [bounds], [bounds]);
  const scene = useMemo<Scene>(
    () => ({
      theme: theme.value,
      outlines,
      plan: planOf(venue_id, floor, bounds, place),
      cells,
      most,
      mark,
      markers,
    }),
    [theme.value, outlines, cells, most, mark, markers],
  );

  return (
    <div class="split">
      <div class="split-map">
        <Canvas
          scene={scene}
          about={of}
          label={`Map of floor ${floor} of ${venue.name}`}
          onCell={(cell, people) => {
            setMark(cell);
            setUnder(people);
          }}
          onDevice={(device_id) => {
            location.hash = href(['fleet', device_id]);
          }}
        />
        <div class="over-map">
          <Legend most={most} metric={metric} />
          <p class="under" aria-live="off">
            {under === undefined ? '' : `${under.toLocaleString(undefined, { maximumFractionDigits: 1 })} people here`}
          </p>
        </div>
        <Timeline
          at={at}
          hours={HOURS}
          points={series.polled.value.value ?? []}
          timeZone={time_zone}
          isPlaying={isPlaying}
          onAt={setAt}
          onPlay={setPlaying}
        />
      </div>
      <aside class="panel" aria-label="Numbers">
        {heading}
        {who !== 'anyone' && (
          <>
            <fieldset class="choice">
              <legend>Floor</legend>
              {venue.floors.map(({ floor: name }) => (
                <button key={name} type="button" aria-pressed={name === floor} onClick={() => onFloor(name)}>
                  {name}
                </button>
              ))}
            </fieldset>
            <fieldset class="choice">
              <legend>Over five minutes</legend>
              {(['mean', 'peak'] as const).map((name) => (
                <button key={name} type="button" aria-pressed={name === metric} onClick={() => setMetric(name)}>
                  {name === 'mean' ? 'Mean' : 'Peak'}
                </button>
              ))}
            </fieldset>
          </>
        )}
        <Loaded from={polled} again={again} who={who === 'anyone' ? 'rider' : 'operator'}>
          {() => (
            <p class="figure">
              <b data-test="people">
                {Math.round(metric === 'mean' ? sum(cells) : (cells[0]?.[1] ?? 0)).toLocaleString()}
              </b>{' '}
              {metric === 'mean' ? 'people on' : 'people at once in the fullest place of'} floor {floor}{' '}
              <span class="faint">{at === undefined ? 'now' : `at ${clock(at, time_zone)}${zoneOf(time_zone)}`}</span>
            </p>
          )}
        </Loaded>
        <h2>Hottest places{metric === 'mean' ? ', people in each' : ', people at once'}</h2>
        <Ranking cells={cells} middle={middle(bounds)} mark={mark} onMark={setMark} />
        {children}
      </aside>
    </div>
  );
}

/** Named where it is not that of whoever looks. */
const zoneOf = (zone: string) => (zone === Intl.DateTimeFormat().resolvedOptions().timeZone ? '' : `, ${zone}`);

const sum = (cells: readonly Cell[]) => cells.reduce((total, [, people]) => total + people, 0);

function middle(ring: readonly (readonly number[])[]): [number, number] {
  const { west, east, south, north } = boxOf(ring);
  return [(west + east) / 2, (south + north) / 2];
}
