import { seriesRoutes } from '../../../events/series/routes.ts';
import { uncached } from '../../../lib/answer.ts';
import { refuse } from '../../../lib/errors.ts';
import { serve } from '../../../lib/http.ts';
import { mayWatch, readKnown } from '../../device/index.ts';
import { seriesProperty } from '../../product/index.ts';
import { periodOf, readSeries } from '../query.ts';

export const handler = serve(seriesRoutes.read, async ({ params, query, caller, now }) => {
  const { id: device_id, product, owners } = await readKnown(params.device_id!);
  if (caller.role !== 'partner' && !mayWatch(caller, device_id, owners)) throw refuse('device_private');
  const property = params.property!;
  const { channel, fn } = query;
  const declared = product && seriesProperty(product, property, channel);
  if (!declared) throw refuse('property_unknown');
  const period = periodOf(query, now);
  const points = await readSeries({ device_id, property, channel, fn, ...period });
  const { unit } = declared;
  return uncached({
    device_id,
    property,
    ...(channel !== undefined && { channel }),
    ...(unit !== undefined && { unit }),
    fn,
    ...period,
    points,
  });
});
