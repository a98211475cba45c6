import { useState } from 'preact/hooks';
import { Loaded } from '../parts/loaded.tsx';
import { Ago } from '../parts/time.tsx';
import { href } from '../place.ts';
import { usePoll } from '../talk/poll.ts';
import { Refused } from '../talk/refused.ts';
import { wordsFor, wordsOf } from '../words.ts';
import { isLost, rent } from './attempt.ts';
import { BackHome } from './back.tsx';
import { Cost } from './cost.tsx';
import { Quantity } from './quantity.tsx';
import { type Quote, readQuote } from './reads.ts';
import { titleOf } from './titles.ts';

/** Others may take it meanwhile; ms. */
const EVERY = 5000;

/** The device of a code, before renting it. */
export function Offer({ code }: { code: string }) {
  const { polled, again } = usePoll(() => readQuote(code), EVERY, []);
  return (
    <>
      <BackHome />
      <Loaded from={polled} again={again} who="rider">
        {(quote) => <Quoted quote={quote} code={code} />}
      </Loaded>
    </>
  );
}

function Quoted({ quote, code }: { quote: Quote; code: string }) {
  const { kind, device_id, tariff, lacks } = quote;
  const [quantity, setQuantity] = useState<number>();
  const [isAsking, setAsking] = useState(false);
  const [problem, setProblem] = useState<unknown>();

  const isSaid = problem instanceof Refused && lacks.some((reason) => reason === problem.reason);

  async function begin() {
    setAsking(true);
    setProblem(undefined);
    try {
      const { rental_id } = await rent(code, quantity);
      // back leads home from there, and not to another rental of the same
      location.replace(href(['phone', 'rentals', rental_id]));
    } catch (error) {
      setProblem(error);
      setAsking(false);
    }
  }

  return (
    <>
      <h1>{titleOf(kind)}</h1>
      <p class="faint">
        {device_id}
        <Condition {...quote} />
      </p>
      {tariff && <Cost {...quote} tariff={tariff} />}
      {tariff?.form === 'usage' && <Quantity tariff={tariff} wanted={quantity} onChange={setQuantity} />}
      <div aria-live="polite">
        {lacks.map((reason) => (
          <p key={reason} class="notice bad">
            {wordsFor(reason, 'rider')}
          </p>
        ))}
        {problem !== undefined && !isSaid && (
          <p class="notice bad">
            {wordsOf(problem, 'rider')}
            {isLost(problem) && ' It is not known whether it was rented: ask again, and it is rented once.'}
          </p>
        )}
      </div>
      <button type="button" class="main wide" disabled={lacks.length > 0 || isAsking} onClick={begin}>
        {isAsking ? 'Asking…' : isLost(problem) ? 'Ask again' : 'Rent'}
      </button>
    </>
  );
}

const Condition = ({ online, battery, reported_at }: Quote) => (
  <>
    {online ? ', connected' : ', no connection'}
    {battery !== undefined && `, ${Math.round(battery * 100)} % charged`}
    {reported_at !== undefined && (
      <>
        , heard <Ago at={reported_at} />
      </>
    )}
  </>
);
