import type { Data as Feeds } from 'gbfs-typescript-types/v3.0/gbfs';
import type { Data as Versions } from 'gbfs-typescript-types/v3.0/gbfs_versions';
import { invalid } from '../../lib/errors.ts';

export const VERSION = '3.0';

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
  versions: [{ version: VERSION, url: urlOf('gbfs', origin) }],
});

const urlOf = (name: FeedName, origin: string) => `${origin}/gbfs/${name}.json`;

/** The origin that the caller used: the Host header, and the scheme that the proxy before us reports. */
export function originOf(headers: Record<string, string | undefined>): string {
  const { host = '', 'x-forwarded-proto': forwarded = '' } = headers;
  const [asked = ''] = forwarded.split(',');
  const isLocal = /^(localhost|127\.0\.0\.1)(:\d+)?$/.test(host);
  const scheme = ['http', 'https'].includes(asked) ? asked : isLocal ? 'http' : 'https';
  const url = `${scheme}://${host}`;
  if (!URL.canParse(url)) throw invalid('host', 'The Host header must name a host.');
  return new URL(url).origin;
}
