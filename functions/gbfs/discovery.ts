import type { Data as Feeds } from 'gbfs-typescript-types/v3.0/gbfs';
import type { Data as Versions } from 'gbfs-typescript-types/v3.0/gbfs_versions';

export const VERSION = '3.0';
export const OLDER_VERSION = '2.3';

/** What the discovery file lists, itself included. */
export const FEED_NAMES = [
  'gbfs',
  'gbfs_versions',
  'system_information',
  'vehicle_types',
  'vehicle_status',
  'system_pricing_plans',
] as const;
export type FeedName = (typeof FEED_NAMES)[number];

/** https://github.com/MobilityData/gbfs/blob/v3.0/gbfs.md#gbfsjson */
export const discovery = (origin: string): Feeds => ({
  feeds: FEED_NAMES.map((name) => ({ name, url: urlOf(name, origin) })),
});

/** https://github.com/MobilityData/gbfs/blob/v3.0/gbfs.md#gbfs_versionsjson */
export const versions = (origin: string): Versions => ({
  versions: [
    { version: OLDER_VERSION, url: `${origin}/gbfs/${OLDER_VERSION}/gbfs.json` },
    { version: VERSION, url: urlOf('gbfs', origin) },
  ],
});

const urlOf = (name: FeedName, origin: string) => `${origin}/gbfs/${name}.json`;
