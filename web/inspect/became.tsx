import { Loaded } from '../parts/loaded.tsx';
import { ask } from '../talk/api.ts';
import { usePoll } from '../talk/poll.ts';
import { type Outcome, outcomeOf, outcomeOfOther, saidIn } from './outcome.ts';
import type { Heard } from './stream.ts';

const EVERY = 3000;

/** What became of a message. */
export function Became({ message }: { message: Heard }) {
  const [branch, device_id] = message.topic.split('/');
  const isReport = branch === 'devices' && saidIn(message.topic) !== undefined;
  return (
    <>
      <h2>What became of it</h2>
      {isReport ? <OfReport message={message} device_id={device_id!} /> : <Said outcome={outcomeOfOther(message)} />}
    </>
  );
}

/** A report may still wait in a queue: the answer is asked for again as long as it is looked at. */
function OfReport({ message, device_id }: { message: Heard; device_id: string }) {
  const { polled, again } = usePoll(
    () =>
      ask('console', (client) => client.GET('/v1/devices/{device_id}/rejections', { params: { path: { device_id } } })),
    EVERY,
    [message.number],
  );
  return (
    <Loaded from={polled} again={again}>
      {(rejections) => <Said outcome={outcomeOf(message, rejections)} />}
    </Loaded>
  );
}

function Said({ outcome: { text, isBad, details } }: { outcome: Outcome }) {
  return (
    <>
      <p class={isBad ? 'bad' : ''}>{text}</p>
      {details?.map((detail) => (
        <p key={detail} class="notice bad">
          {detail}
        </p>
      ))}
    </>
  );
}
