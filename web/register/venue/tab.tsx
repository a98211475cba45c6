import { useState } from 'preact/hooks';
import { readVenues } from '../../heat/reads.ts';
import { href } from '../../place.ts';
import { api, bodyOf } from '../../talk/api.ts';
import { usePoll } from '../../talk/poll.ts';
import { showFirstFault } from '../form/first-fault.ts';
import { Outcome, SendButton } from '../form/outcome.tsx';
import { memberOf } from '../form/refusal.ts';
import { useSend } from '../form/send.ts';
import { bodyOfVenue } from './body.ts';
import { addFloor, draft, type VenueDraft } from './draft.ts';
import { Facts } from './facts.tsx';
import { floorFaults, isFaultless, venueFaults } from './faults.ts';
import { FloorCard } from './floor-card.tsx';
import { GeoJsonFile } from './geojson-file.tsx';
import { keepPictures } from './keep-pictures.ts';
import { Opened } from './opened.tsx';
import { Preview } from './preview.tsx';
import { readRefusal } from './refused-floor.ts';

const NO_ROOM = 'The venue is registered, but this browser has no room left for the picture. Try a smaller one.';

/** Registers a venue, or replaces one that is open here. */
export function VenueTab() {
  const venue = draft.value;
  const venues = usePoll(readVenues, Number.POSITIVE_INFINITY, []);
  const [isTried, setTried] = useState(false);
  const { sent, run, forget } = useSend(async (given: VenueDraft) => {
    const params = { path: { venue_id: given.venue_id } };
    const client = await api('console');
    const answer = await bodyOf(client.PUT('/v1/venues/{venue_id}', { params, body: bodyOfVenue(given) }));
    venues.again();
    return { ...answer, withoutRoom: keepPictures(answer.venue_id, given.floors) };
  });

  const member = memberOf(sent.error);
  const detail = sent.error instanceof Error ? sent.error.message : '';
  const refusal =
    member === 'floors'
      ? readRefusal(
          detail,
          venue.floors.map(({ floor }) => floor),
        )
      : undefined;
  const faults = { ...(isTried && venueFaults(venue)), ...(member && member !== 'floors' && { [member]: detail }) };
  const isBeside = refusal ? refusal.at !== undefined : member !== undefined && member in venue;

  function submit(form: HTMLFormElement) {
    setTried(true);
    if (isFaultless(venue)) void run(venue).then(() => showFirstFault(form));
    else showFirstFault(form);
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit(event.currentTarget);
      }}
    >
      <Opened
        polled={venues.polled}
        onOpen={() => {
          setTried(false);
          forget();
        }}
      />
      <Facts venue={venue} faults={faults} />
      <GeoJsonFile />
      {venue.floors.map((floor, at) => (
        <FloorCard
          key={floor.key}
          floor={floor}
          isOnly={venue.floors.length === 1}
          faults={isTried ? floorFaults(floor, venue.floors) : {}}
          refusal={refusal?.at === at ? refusal : undefined}
          pictureFault={sent.answer?.withoutRoom.includes(floor.key) ? NO_ROOM : undefined}
        />
      ))}
      <button type="button" onClick={addFloor}>
        Add a floor
      </button>
      <Preview floors={venue.floors} />
      <div class="send">
        <SendButton sent={sent}>Register the venue</SendButton>
        <Outcome sent={sent} besideField={isBeside}>
          {({ venue_id, name, floors }) => (
            <>
              {name} is registered with {floors.length === 1 ? 'one floor' : `${floors.length} floors`}.{' '}
              <a href={href(['heat', venue_id])}>Look at it on the map</a>
            </>
          )}
        </Outcome>
      </div>
    </form>
  );
}
