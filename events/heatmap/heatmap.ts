import Type from 'typebox';
import { closed, oneOf, Time } from '../schema.ts';

/** What an answer covers: a floor of a venue, and a window. */
const heading = {
  venue_id: Type.String(),
  floor: Type.String(),
  metric: oneOf(['mean', 'peak']),
  resolution: Type.Integer({ minimum: 0, maximum: 15 }),
  from: Time,
  to: Time,
};

/** The levels at which heat is kept. */
export const HeatmapStep = oneOf(['minute', 'hour', 'day']);

const Cell = Type.String({ pattern: '^[0-9a-f]{15}$' });
const People = Type.Number({ minimum: 0 });
const Samples = Type.Integer({ minimum: 1 });

/** [H3 cell, people, samples], hottest first. */
export const CompactHeatmap = Type.Object(
  { ...heading, cells: Type.Array(Type.Tuple([Cell, People, Samples])) },
  closed,
);

/** Closed rings of [lng, lat]. */
const Rings = Type.Array(Type.Array(Type.Tuple([Type.Number(), Type.Number()]), { minItems: 4 }));

/** RFC 7946: one hexagon for each cell, cut in two where the antimeridian crosses it. */
export const GeoJsonHeatmap = Type.Object(
  {
    type: Type.Literal('FeatureCollection'),
    ...heading,
    features: Type.Array(
      Type.Object({
        type: Type.Literal('Feature'),
        geometry: Type.Union([
          Type.Object({ type: Type.Literal('Polygon'), coordinates: Rings }),
          Type.Object({ type: Type.Literal('MultiPolygon'), coordinates: Type.Array(Rings) }),
        ]),
        properties: Type.Object({ cell: Cell, people: People, samples: Samples }),
      }),
    ),
  },
  closed,
);

/** How crowded floors are over time. A step in which nothing was counted has no point. */
export const HeatmapSeries = Type.Object(
  {
    venue_id: Type.String(),
    from: Time,
    to: Time,
    step: HeatmapStep,
    /** Of one step. */
    step_ms: Type.Integer({ minimum: 60_000 }),
    floors: Type.Array(
      Type.Object(
        {
          floor: Type.String(),
          points: Type.Array(
            Type.Object({ at: Time, people: People, peak: Type.Integer({ minimum: 0 }), samples: Samples }, closed),
          ),
        },
        closed,
      ),
    ),
  },
  closed,
);

const Counts = Type.Record(Type.String(), Type.Integer({ minimum: 0 }));

/** What became of a venue's reports. Counts are per delivery: a report delivered twice is one accepted and one duplicate. */
export const Rejections = Type.Object(
  {
    venue_id: Type.String(),
    accepted: Type.Integer({ minimum: 0 }),
    /** By reason. */
    rejected: Counts,
    /** By device, then by reason. */
    devices: Type.Record(Type.String(), Counts),
    /** The newest of each reason. */
    samples: Type.Array(Type.Object({ reason: Type.String(), device_id: Type.String() })),
  },
  closed,
);
