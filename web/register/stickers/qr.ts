import { encodeQR } from 'qr';

/** A code of dark squares, as the path of an SVG; each is one unit wide. `size` has its quiet zone. */
export interface QrCode {
  size: number;
  path: string;
}

/** Around the code nothing is printed, for so many squares: https://www.iso.org/standard/62021.html asks for four. */
const QUIET = 4;

/** A text as a QR code that can be read with 15 % of it gone, as a sticker outdoors is. */
export function qrCodeOf(text: string): QrCode {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET });
  return { size: rows.length, path: rows.flatMap(runs).join('') };
}

/** The dark squares of a row, those in a row as one. */
function runs(row: readonly boolean[], y: number): string[] {
  const paths: string[] = [];
  for (let x = 0; x < row.length; x += 1) {
    if (!row[x]) continue;
    const start = x;
    while (row[x + 1]) x += 1;
    paths.push(`M${start} ${y}h${x + 1 - start}v1h-${x + 1 - start}z`);
  }
  return paths;
}
