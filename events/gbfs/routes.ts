import Type from 'typebox';
import { type RouteDeclaration, route } from '../route.ts';

/** A feed of GBFS; their own schemas are MobilityData's. Times are text in v3.0, and seconds in v2.3. */
const Feed = Type.Object({
  last_updated: Type.Union([Type.String(), Type.Integer()]),
  ttl: Type.Integer({ minimum: 0 }),
  version: Type.String(),
  data: Type.Object({}),
});

/** What both versions have in common. */
const feed = {
  roles: 'anyone',
  params: { feed: 'feed_unknown' },
  answers: { 200: Feed },
  refusals: ['feed_unknown', 'answer_too_large'],
} as const satisfies Partial<RouteDeclaration>;

export const gbfsRoutes = {
  feed: route('GET /gbfs/{feed}', {
    about:
      'The fleet for any mobility app: gbfs, gbfs_versions, system_information, vehicle_types, vehicle_status, system_pricing_plans.',
    ...feed,
    example: { params: { feed: 'vehicle_status.json' } },
  }),
  feed23: route('GET /gbfs/2.3/{feed}', {
    about:
      'The same for consumers of GBFS 2.3: gbfs, gbfs_versions, system_information, vehicle_types, free_bike_status, system_pricing_plans.',
    ...feed,
    example: { params: { feed: 'free_bike_status.json' } },
  }),
};
