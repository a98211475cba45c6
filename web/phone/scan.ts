/** As much of https://wicg.github.io/shape-detection-api/#barcode-detection-api as is used; TypeScript has none of it. */
interface BarcodeDetector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
type Detectors = { BarcodeDetector?: new (options: { formats: string[] }) => BarcodeDetector };

const { BarcodeDetector: Detector } = globalThis as Detectors;

/** Whether this browser can read a sticker. */
export const canScan = Detector !== undefined && navigator.mediaDevices?.getUserMedia !== undefined;

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
    const detector = new Detector!({ formats: ['qr_code'] });
    while (!signal.aborted) {
      // a frame that is not there yet cannot be read
      const [found] = await detector.detect(video).catch(() => []);
      if (found) return found.rawValue;
      await new Promise((resolve) => setTimeout(resolve, EVERY));
    }
    return undefined;
  } finally {
    stop();
  }
}
