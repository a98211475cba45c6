import { useState } from 'preact/hooks';

/** What became of the newest attempt to send something. */
export interface Sent<Answer> {
  isBusy: boolean;
  answer?: Answer;
  error?: unknown;
}

/** Sends once at a time, and remembers what came of it. */
export function useSend<Answer, Args extends unknown[]>(send: (...args: Args) => Promise<Answer>) {
  const [sent, setSent] = useState<Sent<Answer>>({ isBusy: false });
  async function run(...args: Args): Promise<void> {
    if (sent.isBusy) return;
    setSent({ isBusy: true });
    try {
      setSent({ isBusy: false, answer: await send(...args) });
    } catch (error) {
      setSent({ isBusy: false, error });
    }
  }
  return { sent, run, forget: () => setSent({ isBusy: false }) };
}
