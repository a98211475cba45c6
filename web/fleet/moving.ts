import { useEffect, useState } from 'preact/hooks';
import { sessions } from '../session/session.ts';
import { live } from '../talk/live.ts';
import type { Device } from './devices.ts';

/** Above this, reports of all devices are more than a browser takes; the list alone is read then. */
const MOST_HEARD = 3000;
/** What is heard is shown together, so often; ms. */
const EVERY = 250;

type Report = Pick<Device, 'position' | 'battery' | 'properties'> & { at: number; status?: string };

/** The devices with what they have reported since the list was read. */
export function useMoving(devices: readonly Device[]): readonly Device[] {
  const [merged, setMerged] = useState(devices);
  const mayHear = sessions.console.value?.role === 'operator' && devices.length > 0 && devices.length <= MOST_HEARD;

  useEffect(() => {
    setMerged(devices);
    if (!mayHear) return;
    let now = new Map(devices.map((device) => [device.device_id, device]));
    let hasChanged = false;
    const stop = live.console.listen('devices/+/state', ({ topic, payload }) => {
      const device = now.get(topic.split('/')[1]!);
      const report = device && reportIn(payload);
      if (!device || !report) return;
      now.set(device.device_id, mergeReport(device, report));
      hasChanged = true;
    });
    const timer = setInterval(() => {
      if (!hasChanged) return;
      hasChanged = false;
      now = new Map(now);
      setMerged([...now.values()]);
    }, EVERY);
    return () => {
      stop();
      clearInterval(timer);
    };
  }, [devices, mayHear]);
  return merged;
}

function reportIn(payload: string): Report | undefined {
  try {
    const report = JSON.parse(payload) as Report;
    return typeof report.at === 'number' ? report : undefined;
  } catch {
    return undefined; // whatever a device says
  }
}

/** What a report leaves out stays as it is; an older report changes nothing. The list says what the API made of it. */
function mergeReport(device: Device, { at, position, battery, properties }: Report): Device {
  if (device.reported_at !== undefined && at <= device.reported_at) return device;
  return {
    ...device,
    reported_at: at,
    ...(isPosition(position) && { position }),
    ...(typeof battery === 'number' && { battery }),
    properties: { ...device.properties, ...(typeof properties === 'object' ? properties : {}) },
  };
}

const isPosition = (position: unknown): position is [number, number] =>
  Array.isArray(position) && position.length === 2 && position.every(Number.isFinite);
