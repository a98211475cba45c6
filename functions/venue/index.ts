/** What other domains may use of this one. */
export { areaOf } from './area.ts';
export { type Coordinates, near, toWgs84 } from './plane.ts';
export { publicVenueOf, venueOf, venuesOf } from './remembered.ts';
export { readVenueIds } from './store.ts';
