import Type from 'typebox';
import { ID } from './id.ts';

export const Id = Type.String({ pattern: ID.source });

/** Milliseconds since the epoch. */
export const Time = Type.Integer({ minimum: 0, maximum: 8_640_000_000_000_000 });

/** Longitude and latitude (WGS 84 degrees), or metres of a floor plan where the floor has a frame. */
export const Point = Type.Tuple([Type.Number(), Type.Number()]);

/** [lng, lat] in degrees, as far north and south as Redis keeps places. */
export const Position = Type.Tuple([
  Type.Number({ minimum: -180, maximum: 180 }),
  Type.Number({ minimum: -85, maximum: 85 }),
]);

/** Up by one per report within a boot. Lua's JSON keeps 14 digits. */
export const Sequence = Type.Integer({ minimum: 0, maximum: 99_999_999_999_999 });

/** Changes whenever a device restarts. */
export const Boot = Type.String({ pattern: '^[A-Za-z0-9_-]{1,32}$' });

/** Grows with every lease of a device; whatever carries an older one is refused. */
export const Fence = Type.Integer({ minimum: 0 });

/** Minor units of a currency. */
export const Amount = Type.Integer();

/** A string that is one of these. */
export const oneOf = <const Word extends string>(words: readonly Word[], options: { default?: Word } = {}) =>
  Type.Enum([...words], options);

/** Keeps what has this schema closed: a member that is not named is refused. */
export const closed = { additionalProperties: false } as const;
