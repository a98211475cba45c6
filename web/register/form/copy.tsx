import { useState } from 'preact/hooks';

/** How long it is said that it was copied, ms. */
const SAID = 2000;

/** Copies a text. */
export function Copy({ text, what }: { text: string; what: string }) {
  const [said, setSaid] = useState<string>();
  async function copy() {
    // an http:// address has no clipboard, but for this machine's own
    const done = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard'));
    setSaid(await done.then(() => 'Copied').catch(() => 'Select it and copy'));
    setTimeout(() => setSaid(undefined), SAID);
  }
  return (
    <button type="button" class="copy" aria-label={`Copy ${what}`} onClick={() => void copy()}>
      <span role="status">{said ?? 'Copy'}</span>
    </button>
  );
}
