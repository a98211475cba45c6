import { useEffect, useRef, useState } from 'preact/hooks';
import { scan } from './scan.ts';

/** What the camera sees, until it has seen a code. */
export function Camera({ onText, onEnd }: { onText: (text: string) => void; onEnd: () => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    const gone = new AbortController();
    scan(video.current!, gone.signal).then(
      (text) => text !== undefined && !gone.signal.aborted && onText(text),
      (error: Error) => {
        if (!gone.signal.aborted) setProblem(WORDS[error.name] ?? 'The camera does not work here.');
      },
    );
    return () => gone.abort();
  }, []);
  return (
    <div class="camera">
      {problem === undefined ? (
        <>
          <video ref={video} autoPlay muted playsInline aria-label="What the camera sees" />
          <p class="faint" role="status">
            Hold the camera over the code on the sticker.
          </p>
        </>
      ) : (
        <p class="notice" role="alert">
          {problem} Type the code instead.
        </p>
      )}
      <button type="button" class="wide" onClick={onEnd}>
        {problem === undefined ? 'Stop the camera' : 'Close'}
      </button>
    </div>
  );
}

/** By https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia. */
const WORDS: Record<string, string> = {
  NotAllowedError: 'This page may not use the camera.',
  NotFoundError: 'There is no camera here.',
  NotReadableError: 'Another app uses the camera.',
};
