/** What other domains may use of this one. */
export { venueOf, venuesOf } from './remembered.ts';
export { readVenueIds } from './store.ts';
