import { decodeQR } from 'qr/decode.js';

/** Pixels for each square of a code. */
const SCALE = 4;
/** The squares around a code on which nothing is printed. */
const QUIET = 4;

/** What a camera reads of a printed sticker, whose dark squares are this path of an SVG. */
export function readSticker(path: string): string {
  const runs = [...path.matchAll(/M(\d+) (\d+)h(\d+)/g)].map(([, ...of]) => of.map(Number) as [number, number, number]);
  const width = (Math.max(...runs.map(([x, , run]) => x + run)) + QUIET) * SCALE;
  const data = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [x, y, run] of runs) {
    for (let row = y * SCALE; row < (y + 1) * SCALE; row++) {
      const from = row * width + x * SCALE;
      for (let i = from; i < from + run * SCALE; i++) data.fill(0, i * 4, i * 4 + 3);
    }
  }
  return decodeQR({ width, height: width, data });
}
