import { randomUUID } from 'node:crypto';
import type { DeviceBody, RegisteredDevice } from '../../events/device/device.ts';
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
  reissue?: Reissue & { fingerprint: string; remembered: number };
}

/** What of a device is made anew. */
interface Reissue {
  code: boolean;
  key: boolean;
}

type Registered =
  | ({ code_version: number; key_version: number; created: boolean } & Pick<RegisteredDevice, 'status' | 'venue_id'>)
  | { refused: 'kind_fixed' | 'idempotency_key_reused' };

const registerScript = /* @__PURE__ */ script<
  'device' | 'vehicles' | 'products' | 'all' | 'at_venue' | 'rentable' | 'facts' | 'reissued',
  RegisterInput,
  Registered
>(registerLua, [once, rentable, ...recordParts]);

/** Registers a device or changes its registration; what is reissued is so once under the same idempotency key. */
export function registerDevice(
  device_id: string,
  registration: Registration,
  { code = false, key = false }: Partial<Reissue> = {},
  idempotencyKey: string = randomUUID(),
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
      reissued: keys.reissued(recordId(['reissue', device_id], idempotencyKey)),
    },
    {
      ...request,
      vehicle_id: randomUUID(),
      ...((code || key) && {
        reissue: { code, key, fingerprint: fingerprint([request, code, key]), remembered: keys.reissued.spec.lives },
      }),
    },
  );
}
