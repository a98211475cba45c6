/** As much of https://wicg.github.io/shape-detection-api/#barcode-detection-api as is used; TypeScript has none of it. */
interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
interface Detectors {
  new (options: { formats: 'qr_code'[] }): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
}

/** Whether there may be a camera. */
export const canScan = navigator.mediaDevices?.getUserMedia !== undefined;

/** The browser's own reader of QR codes; most have none, and take a slower one that is loaded for it. */
async function detector(): Promise<Detector> {
  const { BarcodeDetector: Own } = globalThis as { BarcodeDetector?: Detectors };
  const readsCodes = await Own?.getSupportedFormats().then((formats) => formats.includes('qr_code'));
  const Reader = readsCodes ? Own! : (await import('qr/decode.js')).BarcodeDetector;
  return new Reader({ formats: ['qr_code'] });
}

const EVERY = 250;

/**
 * Shows the camera in `video`, and looks for a QR code until there is one or `signal` ends it, which turns the camera off.
 * Rejects where there is no camera, or it may not be used.
 */
export async function scan(video: HTMLVideoElement, signal: AbortSignal): Promise<string | undefined> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  const stop = () => {
    for (const track of stream.getTracks()) track.stop();
  };
  signal.addEventListener('abort', stop);
  try {
    video.srcObject = stream;
    const reader = await detector();
    while (!signal.aborted) {
      // a frame that is not there yet cannot be read
      const [found] = await reader.detect(video).catch(() => []);
      if (found) return found.rawValue;
      await new Promise((resolve) => setTimeout(resolve, EVERY));
    }
    return undefined;
  } finally {
    stop();
  }
}
