import { deviceRoutes } from '../../../events/device/routes.ts';
import { invalid } from '../../../lib/errors.ts';
import { serve } from '../../../lib/http.ts';
import { findRentable } from '../nearby.ts';

export const handler = serve(deviceRoutes.nearby, async ({ query: { near, radius, kind, product = kind, limit } }) => {
  const devices = await findRentable({ center: centerOf(near), radius, product, limit });
  return {
    headers: { 'cache-control': 'private, max-age=2' },
    body: { devices: devices.map((device) => ({ kind: device.product, ...device })) },
  };
});

function centerOf(near: string): [number, number] {
  const [lng, lat, ...rest] = near.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (rest.length === 0 && Math.abs(lng!) <= 180 && Math.abs(lat!) <= 85) return [lng!, lat!];
  throw invalid('near', 'near must be lng,lat in degrees.');
}
