import { useMemo, useRef } from 'preact/hooks';
import { addressOf } from './stickers/address.ts';
import { qrCodeOf } from './stickers/qr.ts';

const WIDTH = 100;
const HEIGHT = 122;
const TITLE_SIZE = 7.5;
const ID_SIZE = 6;
/** How wide a letter is at most, of its size. */
const LETTER = { sans: 0.56, mono: 0.61 };

/** The sticker of a device, as a picture that stands alone: a phone that scans it opens the phone view with its code. */
export function Sticker({ device_id, title, code }: { device_id: string; title: string; code: string }) {
  const picture = useRef<SVGSVGElement>(null);
  const { size, path } = useMemo(() => qrCodeOf(addressOf(code)), [code]);
  const fitting = (text: string, most: number, letter: number) =>
    Math.min(most, (WIDTH - 8) / (letter * Math.max(text.length, 1)));
  return (
    <figure class="sticker" data-code={code}>
      <svg
        ref={picture}
        xmlns="http://www.w3.org/2000/svg"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`Sticker of ${device_id}, ${title}`}
      >
        <rect width={WIDTH} height={HEIGHT} rx="4" fill="#fff" />
        <path d={path} transform={`scale(${WIDTH / size})`} fill="#000" shape-rendering="crispEdges" />
        <text
          x={WIDTH / 2}
          y="106"
          text-anchor="middle"
          font-family="sans-serif"
          font-weight="700"
          font-size={fitting(title, TITLE_SIZE, LETTER.sans)}
          fill="#000"
        >
          {title}
        </text>
        <text
          x={WIDTH / 2}
          y="115.5"
          text-anchor="middle"
          font-family="monospace"
          font-size={fitting(device_id, ID_SIZE, LETTER.mono)}
          fill="#000"
        >
          {device_id}
        </text>
      </svg>
      <figcaption class="no-print">
        <button type="button" class="small" onClick={() => download(picture.current!, `${device_id}.svg`)}>
          Download {device_id}.svg
        </button>
      </figcaption>
    </figure>
  );
}

function download(picture: SVGSVGElement, name: string): void {
  const file = new Blob([new XMLSerializer().serializeToString(picture)], { type: 'image/svg+xml' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
