import Type from 'typebox';
import { closed, Id, Point } from '../schema.ts';

/** A floor plan's place in the world: its origin, and the bearing of its +y axis clockwise from true north. */
export const Frame = Type.Object({ origin: Point, bearing: Type.Number({ minimum: -360, maximum: 360 }) }, closed);

export const Floor = Type.Object(
  {
    floor: Type.String({ pattern: '^[A-Za-z0-9_-]{1,32}$' }),
    /** The floor's outline, a ring of [lng, lat] in degrees, also where the floor has a frame; it need not be closed. */
    bounds: Type.Array(Point, { minItems: 3, maxItems: 500 }),
    frame: Type.Optional(Frame),
  },
  closed,
);

const members = {
  name: Type.String({ minLength: 1, maxLength: 200 }),
  /** IANA name. */
  time_zone: Type.String({ minLength: 1, maxLength: 64 }),
  public: Type.Boolean({ default: false }),
  /** H3 resolution of its cells; 13 has edges of about 3.5 m. */
  resolution: Type.Integer({ minimum: 0, maximum: 15, default: 13 }),
  /** The highest believable count of one cell. */
  max_people_per_cell: Type.Integer({ minimum: 1, maximum: 100_000, default: 200 }),
  floors: Type.Array(Floor, { minItems: 1, maxItems: 200 }),
};

/** The body of `PUT /v1/venues/{venue_id}`. */
export const VenueBody = Type.Object(members, closed);

export const Venue = Type.Object({ venue_id: Id, ...members }, closed);

/** Crowd reports that name no registered venue are counted under this venue id; nobody can register it. */
export const UNKNOWN_VENUE = 'unknown';

export type Frame = Type.Static<typeof Frame>;
export type Floor = Type.Static<typeof Floor>;
export type VenueBody = Type.Static<typeof VenueBody>;
export type Venue = Type.Static<typeof Venue>;
