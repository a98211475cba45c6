import Type from 'typebox';
import { closed, Id, oneOf, Time } from '../schema.ts';

/** What devices have said of properties that are kept over time. Delivered at least once; a row is the same each time. */
export const SeriesRows = Type.Object({
  rows: Type.Array(
    Type.Object({
      device_id: Id,
      product: Id,
      venue_id: Type.Optional(Id),
      at: Time,
      /** The module that it is about. */
      channel: Type.Optional(Type.String()),
      values: Type.Record(Type.String(), Type.Number()),
    }),
  ),
});
export type SeriesRows = Type.Static<typeof SeriesRows>;

/** How the values of a step become one. */
export const FUNCTIONS = ['avg', 'max', 'min', 'last'] as const;

/** A property over time: of each step that has values, when it began and what they come to. */
export const Series = Type.Object(
  {
    device_id: Id,
    property: Type.String(),
    channel: Type.Optional(Type.String()),
    unit: Type.Optional(Type.String()),
    fn: oneOf(FUNCTIONS),
    from: Time,
    to: Time,
    /** ms */
    step: Type.Integer(),
    points: Type.Array(Type.Tuple([Time, Type.Number()])),
  },
  closed,
);
export type Series = Type.Static<typeof Series>;
