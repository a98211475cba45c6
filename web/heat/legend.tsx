import { stops } from '../map/scale.ts';
import { theme } from '../theme.ts';

const WIDTH = 200;
const HEIGHT = 10;

/** What the colours stand for. */
export function Legend({ most, metric }: { most: number; metric: 'mean' | 'peak' }) {
  const colors = stops(theme.value);
  return (
    <figure class="legend">
      <figcaption>People in a cell ({metric === 'mean' ? 'mean' : 'most at once'})</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`From 0 to ${most} people`}>
        <defs>
          <linearGradient id="legend-scale">
            {colors.map((color, i) => (
              <stop key={color} offset={i / (colors.length - 1)} stop-color={color} />
            ))}
          </linearGradient>
        </defs>
        <rect width={WIDTH} height={HEIGHT} rx={3} fill="url(#legend-scale)" />
      </svg>
      <div class="legend-ends">
        <span>0</span>
        <span>{number(most / 2)}</span>
        <span>{number(most)}</span>
      </div>
    </figure>
  );
}

const number = (value: number) => value.toLocaleString(undefined, { maximumFractionDigits: 1 });
