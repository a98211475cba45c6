import type { Marker } from '../map/scene.ts';
import { type Device, lookOf } from './devices.ts';

/** A device as the map shows it; none where nobody knows where it is. */
export const markersOf = (devices: readonly Device[]): Marker[] =>
  devices.flatMap((device) =>
    device.position
      ? [{ device_id: device.device_id, position: device.position as [number, number], look: lookOf(device) }]
      : [],
  );
