import Type from 'typebox';
import { closed, Id, oneOf } from '../schema.ts';

/** The place of a floor plan in the world. Robots of such a floor send metres of the plan. */
export const Frame = Type.Object(
  {
    origin: Type.Tuple([Type.Number(), Type.Number()], {
      description: "[longitude, latitude] of the plan's point [0, 0], WGS 84 degrees",
    }),
    bearing: Type.Number({
      minimum: -360,
      maximum: 360,
      description: "the direction of the plan's y axis, degrees clockwise from true north; the x axis is to its right",
    }),
  },
  closed,
);

const floor = Type.String({ pattern: '^[A-Za-z0-9_-]{1,32}$' });
const ring = (description: string) =>
  Type.Array(Type.Tuple([Type.Number(), Type.Number()]), { minItems: 3, maxItems: 500, description });

/** A floor as it is kept and answered. */
export const Floor = Type.Object(
  {
    floor,
    bounds: ring("the floor's outline, a ring of [longitude, latitude] in WGS 84 degrees, whatever its robots send"),
    frame: Type.Optional(Frame),
  },
  closed,
);

/** A floor as it is registered. */
export const FloorBody = Type.Object(
  {
    floor,
    bounds: ring("the floor's outline, a ring of [longitude, latitude], or of [x, y] where bounds_unit is metres"),
    bounds_unit: Type.Optional(
      oneOf(['degrees', 'metres'], {
        description: 'degrees, unless it says metres: of the floor plan, which frame places. Answers have degrees.',
      }),
    ),
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
};
const many = { minItems: 1, maxItems: 200 };

/** The body of `PUT /v1/venues/{venue_id}`. */
export const VenueBody = Type.Object({ ...members, floors: Type.Array(FloorBody, many) }, closed);

export const Venue = Type.Object({ venue_id: Id, ...members, floors: Type.Array(Floor, many) }, closed);

/** What anyone may know of a public venue. */
export const PublicVenue = Type.Object(
  {
    venue_id: Id,
    name: members.name,
    time_zone: members.time_zone,
    floors: Type.Array(Type.Object({ floor, bounds: Floor.properties.bounds }, closed), many),
  },
  closed,
);

/** Crowd reports that name no registered venue are counted under this venue id; nobody can register it. */
export const UNKNOWN_VENUE = 'unknown';

export type Frame = Type.Static<typeof Frame>;
export type Floor = Type.Static<typeof Floor>;
export type FloorBody = Type.Static<typeof FloorBody>;
export type VenueBody = Type.Static<typeof VenueBody>;
export type Venue = Type.Static<typeof Venue>;
export type PublicVenue = Type.Static<typeof PublicVenue>;
