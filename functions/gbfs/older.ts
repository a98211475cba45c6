import type { Data as Bikes } from 'gbfs-typescript-types/v2.3/free_bike_status';
import type { Data as Feeds } from 'gbfs-typescript-types/v2.3/gbfs';
import type { Data as System } from 'gbfs-typescript-types/v2.3/system_information';
import type { Data as Plans } from 'gbfs-typescript-types/v2.3/system_pricing_plans';
import type { Data as Types } from 'gbfs-typescript-types/v2.3/vehicle_types';
import type { Data as NewerSystem } from 'gbfs-typescript-types/v3.0/system_information';
import type { Data as NewerPlans } from 'gbfs-typescript-types/v3.0/system_pricing_plans';
import type { Data as NewerBikes } from 'gbfs-typescript-types/v3.0/vehicle_status';
import type { Data as NewerTypes } from 'gbfs-typescript-types/v3.0/vehicle_types';
import { SECOND } from '../../lib/time.ts';
import type { FeedName } from './discovery.ts';
import { LANGUAGE } from './language.ts';

/** The feeds as version 2.3 names them, https://github.com/MobilityData/gbfs/blob/v2.3/gbfs.md */
const OLDER_NAMES: Record<FeedName, string> = {
  gbfs: 'gbfs',
  gbfs_versions: 'gbfs_versions',
  system_information: 'system_information',
  vehicle_types: 'vehicle_types',
  vehicle_status: 'free_bike_status',
  system_pricing_plans: 'system_pricing_plans',
};

/** The feeds that version 2.3 lists, by the names that they have there. */
export const NEWER_NAMES = new Map(Object.entries(OLDER_NAMES).map(([newer, older]) => [older, newer as FeedName]));

/** Times are whole seconds in version 2.3. */
export const seconds = (ms: number): number => Math.floor(ms / SECOND);

const text = (texts: readonly { text: string }[] | undefined): string => texts?.[0]?.text ?? '';

/** https://github.com/MobilityData/gbfs/blob/v2.3/gbfs.md#gbfsjson */
const olderDiscovery = (origin: string): Feeds =>
  ({
    [LANGUAGE]: { feeds: [...NEWER_NAMES.keys()].map((name) => ({ name, url: `${origin}/gbfs/2.3/${name}.json` })) },
  }) as unknown as Feeds;

/** What a feed of version 3.0 says, as version 2.3 says it; the same where nothing has changed. */
export function asOlder(name: FeedName, data: object, origin: () => string): object {
  switch (name) {
    case 'gbfs':
      return olderDiscovery(origin());
    case 'system_information':
      return olderSystem(data as NewerSystem);
    case 'vehicle_types':
      return olderTypes(data as NewerTypes);
    case 'vehicle_status':
      return olderBikes(data as NewerBikes);
    case 'system_pricing_plans':
      return olderPlans(data as NewerPlans);
    case 'gbfs_versions':
      return data;
  }
}

const olderSystem = ({ system_id, name, timezone, feed_contact_email }: NewerSystem): System =>
  ({ system_id, language: LANGUAGE, name: text(name), timezone, feed_contact_email }) as System;

const olderTypes = ({ vehicle_types }: NewerTypes): Types =>
  ({ vehicle_types: vehicle_types.map((type) => ({ ...type, name: text(type.name) })) }) as unknown as Types;

const olderPlans = ({ plans }: NewerPlans): Plans =>
  ({
    plans: plans.map((plan) => ({ ...plan, name: text(plan.name), description: text(plan.description) })),
  }) as Plans;

const olderBikes = ({ vehicles }: NewerBikes): Bikes =>
  ({
    bikes: vehicles.map(({ vehicle_id, last_reported, ...rest }) => ({
      bike_id: vehicle_id,
      ...(last_reported !== undefined && { last_reported: seconds(Date.parse(`${last_reported}`)) }),
      ...rest,
    })),
  }) as Bikes;
