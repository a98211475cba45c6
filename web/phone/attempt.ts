import { sessions } from '../session/session.ts';
import { api, bodyOf } from '../talk/api.ts';
import { Refused } from '../talk/refused.ts';
import type { Rental } from './reads.ts';

interface Attempt {
  /** Of whom, what and how much. */
  of: string;
  key: string;
  /** When it was begun, ms. */
  at: number;
}

const KEPT = 'skein.attempt';
/** After that the same tap means another rental, ms. */
const LIVES = 60_000;
/** What is lost on the way is sent again so often, after so many ms. */
const TIMES = 3;
const PAUSE = 1500;

/** The key of an attempt whose answer was lost, or a new one; it outlives a reload. */
function keyFor(of: string): string {
  const text = sessionStorage.getItem(KEPT);
  const kept = text ? (JSON.parse(text) as Attempt) : undefined;
  if (kept?.of === of && Date.now() - kept.at < LIVES) return kept.key;
  const made: Attempt = { of, key: crypto.randomUUID(), at: Date.now() };
  sessionStorage.setItem(KEPT, JSON.stringify(made));
  return made.key;
}

/** Whether it may have been carried out, though nobody said so. */
export const isLost = (error: unknown): boolean =>
  error instanceof Refused && (error.reason === 'unreachable' || error.status >= 500);

/** Rents; the same attempt is carried out once, however often it has to be sent. Rejects with why it was not. */
export async function rent(code: string, quantity: number | undefined): Promise<Rental> {
  const of = JSON.stringify([sessions.phone.peek()?.sub, code, quantity]);
  const header = { 'Idempotency-Key': keyFor(of) };
  const body = { code, ...(quantity !== undefined && { quantity }) };
  const client = await api('phone');
  for (let left = TIMES - 1; ; left--) {
    try {
      const rental = await bodyOf(client.POST('/v1/rentals', { params: { header }, body }));
      sessionStorage.removeItem(KEPT);
      return rental;
    } catch (error) {
      if (!isLost(error)) sessionStorage.removeItem(KEPT);
      if (!isLost(error) || left === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }
}
