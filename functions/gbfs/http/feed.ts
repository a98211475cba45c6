import { gbfsRoutes } from '../../../events/gbfs/routes.ts';
import { setting } from '../../../lib/config.ts';
import { refuse } from '../../../lib/errors.ts';
import { serve } from '../../../lib/http.ts';
import { SECOND } from '../../../lib/time.ts';
import { discovery, FEED_NAMES, type FeedName, originOf, VERSION, versions } from '../discovery.ts';
import { pricingPlans } from '../pricing-plans.ts';
import { feedProducts } from '../products.ts';
import { type Content, ttl, vehiclesNow } from '../snapshot.ts';
import { systemInformation } from '../system-information.ts';
import { vehicleTypes } from '../vehicle-types.ts';

type Headers = Record<string, string | undefined>;

export const handler = serve(gbfsRoutes.feed, async ({ params, headers, now }) => {
  const { data, at } = await contentOf(nameOf(params.feed!), headers, now);
  const rest = Math.max(0, ttl() - Math.ceil((now - at) / SECOND));
  return {
    headers: { 'cache-control': `public, max-age=${rest}` },
    body: { last_updated: new Date(at).toISOString(), ttl: ttl(), version: VERSION, data },
  };
});

function nameOf(feed: string): FeedName {
  const asked = feed.replace(/\.json$/, '');
  const name = FEED_NAMES.find((known) => known === asked);
  if (!name) throw refuse('feed_unknown', `The feeds are: ${FEED_NAMES.join(', ')}.`);
  return name;
}

async function contentOf(name: FeedName, headers: Headers, now: number): Promise<Content> {
  switch (name) {
    case 'gbfs':
      return { data: discovery(originOf(headers)), at: now };
    case 'gbfs_versions':
      return { data: versions(originOf(headers)), at: now };
    case 'system_information':
      return { data: systemInformation(system()), at: now };
    case 'vehicle_types':
      return { data: vehicleTypes(await feedProducts()), at: now };
    case 'vehicle_status':
      return vehiclesNow(now);
    case 'system_pricing_plans':
      return { data: pricingPlans(await feedProducts()), at: now };
  }
}

const system = () => ({
  id: setting('SYSTEM_ID'),
  name: setting('SYSTEM_NAME'),
  timeZone: setting('SYSTEM_TIME_ZONE'),
  openingHours: setting('SYSTEM_OPENING_HOURS'),
  contact: setting('SYSTEM_CONTACT'),
});
