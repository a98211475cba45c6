import { useEffect, useState } from 'preact/hooks';
import { wordsOf } from '../words.ts';
import { BackHome } from './back.tsx';
import { type Rental, readRentals } from './reads.ts';
import { RentalRow } from './rental-row.tsx';

const PAGE = 20;

/** All that one has rented, newest first, page after page. */
export function History() {
  const [rentals, setRentals] = useState<Rental[]>();
  const [next, setNext] = useState<number>();
  const [problem, setProblem] = useState<unknown>();

  const more = (before?: number) =>
    readRentals(PAGE, before).then(
      (page) => {
        setProblem(undefined);
        setRentals((known = []) => [...known, ...page.rentals]);
        setNext(page.next);
      },
      (error: unknown) => setProblem(error),
    );
  useEffect(() => void more(), []);

  return (
    <>
      <BackHome />
      <h1>Your rentals</h1>
      {rentals === undefined && problem === undefined && <p class="loading">Loading…</p>}
      {rentals?.length === 0 && <p class="faint">You have rented nothing yet.</p>}
      <ul class="rows">
        {rentals?.map((rental) => (
          <RentalRow key={rental.rental_id} rental={rental} />
        ))}
      </ul>
      {problem !== undefined && (
        <p class="notice bad" role="alert">
          {wordsOf(problem, 'rider')}
        </p>
      )}
      {(next !== undefined || problem !== undefined) && (
        <button type="button" class="wide" onClick={() => more(next)}>
          {problem === undefined ? 'Earlier ones' : 'Try again'}
        </button>
      )}
    </>
  );
}
