import Type from 'typebox';
import { route } from '../route.ts';

/** The feeds of GBFS v3.0; their own schemas are MobilityData's. */
const Feed = Type.Object({
  last_updated: Type.String(),
  ttl: Type.Integer({ minimum: 0 }),
  version: Type.String(),
  data: Type.Object({}),
});

export const gbfsRoutes = {
  feed: route('GET /gbfs/{feed}', {
    about:
      'The fleet for any mobility app: gbfs, gbfs_versions, system_information, vehicle_types, vehicle_status, system_pricing_plans.',
    roles: 'anyone',
    params: { feed: 'feed_unknown' },
    answers: { 200: Feed },
    refusals: ['feed_unknown'],
    example: { params: { feed: 'vehicle_status.json' } },
  }),
};
