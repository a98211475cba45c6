import { linesOf, type View } from './view.ts';

/** The grid below an outline, with metres along its edges; the axes of the plan stand out. */
export function Grid({ view: { x, y, width, height, step } }: { view: View }) {
  const [columns, rows] = [linesOf(x, width, step), linesOf(y, height, step)];
  const size = width / 55;
  return (
    <g class="board-grid">
      {columns.map((at) => (
        <line key={`x${at}`} class={at === 0 ? 'axis' : ''} x1={at} x2={at} y1={-y} y2={-y - height} />
      ))}
      {rows.map((at) => (
        <line key={`y${at}`} class={at === 0 ? 'axis' : ''} x1={x} x2={x + width} y1={-at} y2={-at} />
      ))}
      {columns.filter(isLabelled(step, x, width)).map((at) => (
        <text key={`x${at}`} x={at + size / 4} y={-y - size / 3} font-size={size}>
          {round(at)}
        </text>
      ))}
      {rows.filter(isLabelled(step, y, height)).map((at) => (
        <text key={`y${at}`} x={x + size / 4} y={-at - size / 4} font-size={size}>
          {round(at)}
        </text>
      ))}
    </g>
  );
}

/** Every second line has its metres, but for those in the corners. */
const isLabelled = (step: number, from: number, span: number) => (at: number) =>
  Math.round(at / step) % 2 === 0 && at - from > span * 0.06 && from + span - at > span * 0.06;
const round = (at: number) => Number(at.toFixed(2));
