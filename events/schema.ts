import Type from 'typebox';
import { ID } from './id.ts';
import { ISO_8601 } from './iso-8601.ts';

export const Id = Type.String({ pattern: ID.source });

/** Milliseconds since the epoch. */
export const Time = Type.Integer({ minimum: 0, maximum: 8_640_000_000_000_000 });

/** A moment as a parameter of a URL; lib/moment.ts reads it. */
export const Moment = Type.Union([Time, Type.String({ pattern: ISO_8601.source })], {
  description: 'ms since the epoch, or ISO 8601 with an offset; a day alone is its midnight in UTC',
});

/** Longitude and latitude (WGS 84 degrees), or metres of a floor plan where the floor has a frame. */
export const Point = Type.Tuple([Type.Number(), Type.Number()]);

/** [lng, lat] in degrees, within the latitudes that Redis can store. */
export const Position = Type.Tuple([
  Type.Number({ minimum: -180, maximum: 180 }),
  Type.Number({ minimum: -85, maximum: 85 }),
]);

/** Grows by one with each report of a boot. JSON in Lua is exact to 14 digits. */
export const Sequence = Type.Integer({ minimum: 0, maximum: 99_999_999_999_999 });

/** The name of an action in a product. */
export const Action = Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_-]{0,63}$' });

/** Changes whenever a device restarts. */
export const Boot = Type.String({ pattern: '^[A-Za-z0-9_-]{1,32}$' });

/** Grows with every lease of a device; whatever carries an older one is refused. */
export const Fence = Type.Integer({ minimum: 0 });

/** Minor units of a currency. */
export const Amount = Type.Integer();

/** A string that is one of these. */
export const oneOf = <const Word extends string>(
  words: readonly Word[],
  options: { default?: Word; description?: string } = {},
) => Type.Enum([...words], options);

/** Closes a schema: members that it does not name are refused. */
export const closed = { additionalProperties: false } as const;
