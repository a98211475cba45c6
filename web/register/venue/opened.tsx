import type { ReadonlySignal } from '@preact/signals';
import type { Polled } from '../../talk/poll.ts';
import { SelectField } from '../form/field.tsx';
import { draftOf, type RegisteredVenue } from './body.ts';
import { blankVenue, draft } from './draft.ts';

/** Chooses the venue that is changed; at first a new one. */
export function Opened({ polled, onOpen }: { polled: ReadonlySignal<Polled<RegisteredVenue[]>>; onOpen: () => void }) {
  const { value: venues = [], error } = polled.value;
  const isKnown = venues.some(({ venue_id }) => venue_id === draft.value.venue_id);
  return (
    <SelectField
      label="Venue"
      value={isKnown ? draft.value.venue_id : ''}
      options={[
        ['', 'A new venue'],
        ...venues.map(({ venue_id, name }) => [venue_id, `${name} (${venue_id})`] as const),
      ]}
      hint={isKnown ? 'This replaces the venue whole: what is not in the form any more is gone.' : undefined}
      fault={error && 'The venues could not be read; a new one can be registered all the same.'}
      onValue={(id) => {
        const venue = venues.find(({ venue_id }) => venue_id === id);
        draft.value = venue ? draftOf(venue) : blankVenue();
        onOpen();
      }}
    />
  );
}
