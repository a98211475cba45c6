import { idFault } from '../form/id-fault.ts';
import { wholeNumberOf } from '../form/number.ts';

/** So many at once; each is a request. */
const MOST = 500;

/** Ids that count up from a first one and keep its width: `bike-001` to `bike-020`. */
export function idsOf(prefix: string, first: string, count: string): { ids: string[] } | IdFaults {
  const start = /^\d{1,9}$/.test(first.trim()) ? Number(first) : undefined;
  const many = wholeNumberOf(count, 1, MOST);
  if (start === undefined) return { member: 'first', fault: 'A whole number, such as 001.' };
  if (many === undefined) return { member: 'count', fault: `A whole number from 1 to ${MOST}.` };
  const width = first.trim().length;
  const ids = Array.from({ length: many }, (_, i) => `${prefix.trim()}${String(start + i).padStart(width, '0')}`);
  // the last one is the longest
  const fault = idFault(ids.at(-1)!);
  return fault ? { member: 'prefix', fault } : { ids };
}

interface IdFaults {
  member: 'prefix' | 'first' | 'count';
  fault: string;
}
