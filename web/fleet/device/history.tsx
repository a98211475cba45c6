import { Rentals } from '../../parts/rentals.tsx';
import { ask } from '../../talk/api.ts';

/** Who has rented a device, and what became of it. */
export const History = ({ device_id }: { device_id: string }) => (
  <Rentals
    of="device"
    load={(query) =>
      ask('console', (client) =>
        client.GET('/v1/devices/{device_id}/rentals', { params: { path: { device_id }, query } }),
      )
    }
  />
);
