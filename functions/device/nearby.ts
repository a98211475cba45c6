import { KIND_NAMES, type KindName } from '../../events/kinds.ts';
import { invalid } from '../../lib/errors.ts';
import { http, ROLES } from '../../lib/http.ts';
import { type Parameters, parametersOf, wholeNumber } from '../../lib/parameters.ts';
import { nearest, rentable } from './store.ts';

/** How many candidates are looked at, for each that is wanted, before giving up on finding free ones. */
const MOST_LOOKED_AT = 2000;

/** `GET /v1/devices?near=lng,lat&radius=&kind=&limit=`: devices that can be rented now, nearest first. */
export const handler = http(ROLES, async (event) => {
  const parameters = parametersOf(event);
  const center = centerOf(parameters);
  const radius = wholeNumber(parameters, 'radius', 1, 50_000) ?? 1000;
  const limit = wholeNumber(parameters, 'limit', 1, 100) ?? 20;
  const kind = kindOf(parameters);
  const devices = await free(center, radius, kind, limit, Date.now());
  return {
    status: 200,
    headers: { 'cache-control': 'private, max-age=2' },
    body: { devices: devices.map(({ id, ...device }) => ({ device_id: id, ...device })) },
  };
});

/** Looks at more and more of the nearest until enough of them are free. */
async function free(center: [number, number], radius: number, kind: KindName | undefined, limit: number, now: number) {
  for (let count = 3 * limit; ; count *= 4) {
    const { found, horizon } = await nearest(center, radius, kind, count);
    const can = await rentable(
      found.map(({ id }) => id),
      now,
    );
    const devices = found.filter(({ distance }, i) => can[i] && distance <= horizon).slice(0, limit);
    if (devices.length === limit || horizon === Number.POSITIVE_INFINITY || count > MOST_LOOKED_AT) return devices;
  }
}

function centerOf({ near = '' }: Parameters): [number, number] {
  const [lng, lat, ...rest] = near.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (rest.length === 0 && Math.abs(lng!) <= 180 && Math.abs(lat!) <= 85) return [lng!, lat!];
  throw invalid('near', 'near must be lng,lat in degrees.');
}

function kindOf({ kind }: Parameters): KindName | undefined {
  if (kind === undefined || KIND_NAMES.includes(kind as KindName)) return kind as KindName | undefined;
  throw invalid('kind', `kind must be one of: ${KIND_NAMES.join(', ')}.`);
}
