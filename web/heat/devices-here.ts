import { useMemo } from 'preact/hooks';
import { type Device, readFleet } from '../fleet/devices.ts';
import { markersOf } from '../fleet/marker.ts';
import { useMoving } from '../fleet/moving.ts';
import type { Marker } from '../map/drawing.ts';
import { usePoll } from '../talk/poll.ts';

const EVERY = 5000;
const NO_DEVICES: readonly Device[] = [];

/** The devices in the box around a floor, as they move; none while they are not wanted. */
export function useDevicesHere(ring: readonly (readonly number[])[], isWanted: boolean): readonly Marker[] {
  const read = () => (isWanted ? readFleet({}) : Promise.resolve([]));
  const { polled } = usePoll(read, isWanted ? EVERY : Number.POSITIVE_INFINITY, [isWanted]);
  const devices = useMoving(polled.value.value ?? NO_DEVICES);
  return useMemo(() => {
    const isIn = (at: number, value: number) =>
      value >= Math.min(...ring.map((point) => point[at]!)) && value <= Math.max(...ring.map((point) => point[at]!));
    return markersOf(devices).filter(({ position: [lng, lat] }) => isIn(0, lng) && isIn(1, lat));
  }, [devices, ring]);
}
