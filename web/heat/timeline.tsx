import { useEffect } from 'preact/hooks';
import { Icon } from '../parts/icon.tsx';
import { clock, now } from '../parts/time.tsx';

const MINUTE = 60_000;
/** One minute of the past each so many ms. */
const FRAME = 250;

export interface Point {
  /** When its step began, ms. */
  at: number;
  people: number;
}

/**
 * The last hours of a floor: how many people there were, and a slider that plays them. `at` is the end of what is shown,
 * ms; undefined is the present.
 */
export function Timeline({
  at,
  hours,
  points,
  timeZone,
  isPlaying,
  onAt,
  onPlay,
}: {
  at: number | undefined;
  hours: number;
  points: readonly Point[];
  timeZone: string;
  isPlaying: boolean;
  onAt: (at: number | undefined) => void;
  onPlay: (isPlaying: boolean) => void;
}) {
  const end = Math.floor(now.value / MINUTE) * MINUTE;
  const start = end - hours * 60 * MINUTE;
  const shown = at ?? end;

  useEffect(() => {
    if (!isPlaying) return;
    const timer = setTimeout(() => {
      const next = Math.max(shown, start) + MINUTE;
      if (next >= end) {
        onPlay(false);
        onAt(undefined);
      } else onAt(next);
    }, FRAME);
    return () => clearTimeout(timer);
  }, [isPlaying, shown]);

  const play = () => {
    if (!isPlaying && at === undefined) onAt(start);
    onPlay(!isPlaying);
  };
  const choose = (value: number) => {
    onPlay(false);
    onAt(value >= end ? undefined : value);
  };
  return (
    <section class="timeline" aria-label="The last hours">
      <button
        type="button"
        class="quiet"
        onClick={play}
        aria-label={isPlaying ? 'Pause' : `Play the last ${hours} hours`}
      >
        <Icon name={isPlaying ? 'pause' : 'play'} />
      </button>
      <div class="timeline-middle">
        <input
          type="range"
          min={start}
          max={end}
          step={MINUTE}
          value={shown}
          aria-label="Time"
          aria-valuetext={at === undefined ? 'now' : clock(at, timeZone)}
          onInput={(event) => choose(Number(event.currentTarget.value))}
        />
        <Sparkline points={points} start={start} end={end} at={shown} />
      </div>
      <button
        type="button"
        class={`quiet timeline-now ${at === undefined ? 'is-live' : ''}`}
        onClick={() => choose(end)}
      >
        {at === undefined ? 'Live' : clock(at, timeZone)}
      </button>
    </section>
  );
}

const [WIDTH, HEIGHT] = [600, 36];

/** People over time; where nothing was reported the line is interrupted. */
function Sparkline({ points, start, end, at }: { points: readonly Point[]; start: number; end: number; at: number }) {
  const most = Math.max(1, ...points.map(({ people }) => people));
  const x = (time: number) => ((time - start) / (end - start)) * WIDTH;
  const y = (people: number) => HEIGHT - 2 - (people / most) * (HEIGHT - 4);
  const line = points
    .map((point, i) => {
      const isNext = i > 0 && point.at - points[i - 1]!.at <= 2 * MINUTE;
      const to = `${x(point.at).toFixed(1)} ${y(point.people).toFixed(1)}`;
      return isNext ? `L${to}` : `M${to}h0`; // one alone is a dot
    })
    .join('');
  return (
    <svg
      class="sparkline"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={
        points.length > 0 ? `People on this floor, up to ${Math.round(most)}` : 'Nothing was reported in this time'
      }
    >
      <path d={line} />
      <line x1={x(at)} x2={x(at)} y1={0} y2={HEIGHT} />
    </svg>
  );
}
