import Type from 'typebox';
import { ID } from './id.ts';

export const Id = Type.String({ pattern: ID.source });

/** Milliseconds since the epoch. */
export const Time = Type.Integer({ minimum: 0, maximum: 8_640_000_000_000_000 });

/** Longitude and latitude (WGS 84 degrees), or metres of a floor plan where the floor has a frame. */
export const Point = Type.Tuple([Type.Number(), Type.Number()]);
