import { randomUUID } from 'node:crypto';
import type { DeviceBody } from '../../events/device/device.ts';
import { fingerprint, once, recordId } from '../../lib/idempotency.ts';
import { script } from '../../lib/script.ts';
import { keys } from './keys.ts';
import registerLua from './register.lua';

interface RegisterInput extends Omit<DeviceBody, 'reissue_code'> {
  device_id: string;
  vehicle_id: string;
  reissue?: { fingerprint: string; remembered: number };
}

type Registered = { code_version: number; created: boolean } | { refused: 'kind_fixed' | 'idempotency_key_reused' };

const registerScript = /* @__PURE__ */ script<'device' | 'vehicles' | 'geo' | 'reissued', RegisterInput, Registered>(
  registerLua,
  [once],
);

/** Registers a device or changes its registration; under the same `key` its code is reissued once. */
export function registerDevice(
  device_id: string,
  { reissue_code, ...body }: DeviceBody,
  key: string = randomUUID(),
): Promise<Registered> {
  const request = { device_id, ...body };
  return registerScript(
    {
      device: keys.device(device_id),
      vehicles: keys.vehicles(),
      geo: keys.geo(body.kind),
      reissued: keys.reissued(recordId(['reissue', device_id], key)),
    },
    {
      ...request,
      vehicle_id: randomUUID(),
      ...(reissue_code && { reissue: { fingerprint: fingerprint(request), remembered: keys.reissued.spec.lives } }),
    },
  );
}
