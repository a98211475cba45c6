import { useRef, useState } from 'preact/hooks';
import { Grid } from './grid.tsx';
import { type Point, pointOf, type Row, rowOf } from './points.ts';
import { settled, snapped, type View } from './view.ts';

/**
 * An outline in metres, drawn with the pointer: a press puts a point, on an edge it goes between the two, and a point can
 * be dragged. Who has no pointer uses the table of points.
 */
export function Board({
  rows,
  marked,
  picture,
  onRows,
}: {
  rows: readonly Row[];
  /** The places of the points that something is wrong with. */
  marked: readonly number[];
  picture: string | undefined;
  onRows: (rows: Row[]) => void;
}) {
  const svg = useRef<SVGSVGElement>(null);
  const shown = useRef<View | undefined>(undefined);
  // the point that is dragged; what is shown stays as it is meanwhile
  const [dragged, setDragged] = useState<number>();
  const corners = rows.flatMap((row, at) => {
    const point = pointOf(row);
    return point ? [{ at, point }] : [];
  });
  const points = corners.map(({ point }) => point);
  const view = dragged !== undefined && shown.current ? shown.current : settled(shown.current, points);
  shown.current = view;

  const under = ({ clientX, clientY }: PointerEvent): Point => {
    const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(svg.current!.getScreenCTM()!.inverse());
    return snapped([x, -y], view.step);
  };
  const put = (event: PointerEvent, at: number, instead: 0 | 1) => {
    if (event.button !== 0) return;
    event.stopPropagation();
    svg.current!.setPointerCapture(event.pointerId);
    setDragged(at);
    if (instead === 0) onRows(rows.toSpliced(at, 0, rowOf(under(event))));
  };
  const size = view.width / 100;

  return (
    <svg
      ref={svg}
      class="board"
      role="img"
      aria-label={`Outline of ${points.length} points on a grid of ${view.step} m`}
      viewBox={`${view.x} ${-view.y - view.height} ${view.width} ${view.height}`}
      onPointerDown={(event) => put(event, rows.length, 0)}
      onPointerMove={(event) => dragged !== undefined && onRows(rows.with(dragged, rowOf(under(event))))}
      onPointerUp={() => setDragged(undefined)}
      onPointerCancel={() => setDragged(undefined)}
    >
      <Grid view={view} />
      {picture && points.length > 1 && <Picture url={picture} points={points} />}
      <polygon class="board-floor" points={points.map(([x, y]) => `${x},${-y}`).join(' ')} />
      {corners.map(({ at, point: [x, y] }, i) => {
        const [nextX, nextY] = points[(i + 1) % points.length]!;
        const line = { x1: x, y1: -y, x2: nextX, y2: -nextY };
        return (
          <g key={at}>
            <line class="board-wall" {...line} />
            <line class="board-edge" {...line} stroke-width={size * 2} onPointerDown={(e) => put(e, at + 1, 0)} />
          </g>
        );
      })}
      {corners.map(({ at, point: [x, y] }) => (
        <g key={at} class={marked.includes(at) ? 'board-corner wrong' : 'board-corner'}>
          <circle cx={x} cy={-y} r={size} />
          <text x={x + size * 1.3} y={-y - size * 1.1} font-size={size * 2.4}>
            {at + 1}
          </text>
          <circle class="board-grip" cx={x} cy={-y} r={size * 2.4} onPointerDown={(e) => put(e, at, 1)} />
        </g>
      ))}
    </svg>
  );
}

/** The picture of the plan over the box around its outline, as the map has it. */
function Picture({ url, points }: { url: string; points: readonly Point[] }) {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [west, north] = [Math.min(...xs), Math.max(...ys)];
  return (
    <image
      href={url}
      x={west}
      y={-north}
      width={Math.max(...xs) - west}
      height={north - Math.min(...ys)}
      preserveAspectRatio="none"
      opacity={0.55}
    />
  );
}
