import { useState } from 'preact/hooks';
import { Loaded } from '../../parts/loaded.tsx';
import { wordsOf } from '../../words.ts';
import { BackHome } from '../back.tsx';
import { isRunning, type Rental, release } from '../reads.ts';
import { titleOf } from '../titles.ts';
import { Bill } from './bill.tsx';
import { useRental } from './follow.ts';
import { Said } from './said.tsx';
import { Ticking } from './ticking.tsx';
import { story } from './words.ts';

/** A rental while it runs, and its bill when it is over. */
export function RentalPage({ rental_id }: { rental_id: string }) {
  const { polled, again } = useRental(rental_id);
  return (
    <>
      <BackHome />
      <Loaded from={polled} again={again} who="rider">
        {(rental) => (
          <>
            <h1>{titleOf(rental.kind)}</h1>
            <p class="faint">{rental.device_id}</p>
            <p class={`story ${rental.state}`} role="status" data-test="state">
              {story(rental)}
            </p>
            {rental.state === 'active' && <Ticking rental={rental} at={polled.value.at!} />}
            {isRunning(rental) && <Release rental={rental} again={again} />}
            {rental.state === 'active' && <Said rental={rental} />}
            {!isRunning(rental) && <Bill rental={rental} />}
          </>
        )}
      </Loaded>
    </>
  );
}

function Release({ rental, again }: { rental: Rental; again: () => void }) {
  const [isAsking, setAsking] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const isRequested = rental.state === 'requested';

  async function end() {
    setAsking(true);
    setProblem(undefined);
    // it may be repeated without harm
    await release(rental.rental_id).catch(setProblem);
    setAsking(false);
    again();
  }

  return (
    <>
      {problem !== undefined && (
        <p class="notice bad" role="alert">
          {wordsOf(problem, 'rider')} It may still run: release it once more.
        </p>
      )}
      <button type="button" class={isRequested ? 'wide' : 'main wide'} disabled={isAsking} onClick={end}>
        {isRequested ? 'Cancel' : 'Release'}
      </button>
    </>
  );
}
