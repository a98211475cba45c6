import { setting } from '../../lib/config.ts';
import { discovery, type FeedName, versions } from './discovery.ts';
import { pricingPlans } from './pricing-plans.ts';
import { feedProducts } from './products.ts';
import type { Content } from './snapshot.ts';
import { systemInformation } from './system-information.ts';
import { vehicleTypes } from './vehicle-types.ts';
import { vehiclesNow } from './vehicles.ts';

/** What a feed says in version 3.0, and when that was read. */
export async function contentOf(name: FeedName, origin: () => string, now: number): Promise<Content> {
  switch (name) {
    case 'gbfs':
      return { data: discovery(origin()), at: now };
    case 'gbfs_versions':
      return { data: versions(origin()), at: now };
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
