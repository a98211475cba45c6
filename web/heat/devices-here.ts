import { useMemo } from 'preact/hooks';
import { type Device, readFleet } from '../fleet/devices.ts';
import { markersOf } from '../fleet/marker.ts';
import { useMoving } from '../fleet/moving.ts';
import { boxOf } from '../map/box.ts';
import type { Marker } from '../map/scene.ts';
import { usePoll } from '../talk/poll.ts';

const EVERY = 5000;
const NO_DEVICES: readonly Device[] = [];

/** The devices in the box around a floor, as they move; none while they are not wanted. */
export function useDevicesHere(ring: readonly (readonly number[])[], isWanted: boolean): readonly Marker[] {
  const read = () => (isWanted ? readFleet({}) : Promise.resolve([]));
  const { polled } = usePoll(read, isWanted ? EVERY : Number.POSITIVE_INFINITY, [isWanted]);
  const devices = useMoving(polled.value.value ?? NO_DEVICES);
  return useMemo(() => {
    const { west, east, south, north } = boxOf(ring);
    const isHere = ({ position: [lng, lat] }: Marker) => lng >= west && lng <= east && lat >= south && lat <= north;
    return markersOf(devices).filter(isHere);
  }, [devices, ring]);
}
