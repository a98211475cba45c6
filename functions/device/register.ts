import { randomUUID } from 'node:crypto';
import type { DeviceBody } from '../../events/device/device.ts';
import { fingerprint, once, recordId } from '../../lib/idempotency.ts';
import { script } from '../../lib/script.ts';
import { keys } from './keys.ts';
import { recordParts } from './record.ts';
import registerLua from './register.lua';
import { rentable, rentableKeys } from './rentable.ts';

/** What is registered of a device. */
export interface Registration extends Pick<DeviceBody, 'position' | 'venue_id' | 'status'> {
  product: string;
}

interface RegisterInput extends Registration {
  device_id: string;
  vehicle_id: string;
  reissue?: { fingerprint: string; remembered: number };
}

type Registered = { code_version: number; created: boolean } | { refused: 'kind_fixed' | 'idempotency_key_reused' };

const registerScript = /* @__PURE__ */ script<
  'device' | 'vehicles' | 'products' | 'all' | 'at_venue' | 'rentable' | 'facts' | 'reissued',
  RegisterInput,
  Registered
>(registerLua, [once, rentable, ...recordParts]);

/** Registers a device or changes its registration; under the same `key` its code is reissued once. */
export function registerDevice(
  device_id: string,
  registration: Registration,
  { reissue = false, key = randomUUID() }: { reissue?: boolean; key?: string | undefined } = {},
): Promise<Registered> {
  const request = { device_id, ...registration };
  return registerScript(
    {
      ...rentableKeys(),
      device: keys.device(device_id),
      vehicles: keys.vehicles(),
      products: keys.products(),
      all: keys.all(),
      at_venue: keys.at_venue(registration.venue_id ?? ''),
      reissued: keys.reissued(recordId(['reissue', device_id], key)),
    },
    {
      ...request,
      vehicle_id: randomUUID(),
      ...(reissue && { reissue: { fingerprint: fingerprint(request), remembered: keys.reissued.spec.lives } }),
    },
  );
}
