/** What decides whether a device is fit to be rented, as Redis keeps it. */
export interface Condition {
  /** The operator's word. */
  status: string | null;
  /** The device's own, in its last state report. */
  reported_status: string | null;
  online: string | null;
}

/** Whether a device can be rented as far as it is up to the device: whoever shows devices must say what bind.lua says. */
export const isServiceable = ({ status, reported_status, online }: Condition): boolean =>
  status === 'available' && reported_status !== 'fault' && reported_status !== 'out_of_service' && online === '1';
