import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { bodyOf } from '../../local/fleet/client.ts';
import { connectDevice } from '../../local/fleet/connection.ts';
import { operator, registerVenue } from '../../local/fleet/operator.ts';
import type { Check } from './check.ts';

/** Where a deployment is, and on whose behalf it is tried; a laptop makes the tokens itself. */
export interface Place {
  api: string;
  /** As MQTT.js takes it: mqtts://… */
  mqtt: string;
  operatorToken?: string | undefined;
  deviceToken?: string | undefined;
  /** The device that the token is for. */
  device: string;
}

const VENUE = 'skein-doctor';
/** Some metres in the Gulf of Guinea, where no mall is. */
const [LOW, HIGH] = [0.0001, 0.0002];
const FLOOR = {
  floor: '1',
  bounds: [
    [LOW, LOW],
    [HIGH, LOW],
    [HIGH, HIGH],
    [LOW, HIGH],
  ] as [number, number][],
};
const POSITION = [0.00015, 0.00015];
const MINUTE = 60_000;
const PAUSE = 500;

/** A report is published as a device does, and its heat read as an operator does. Leaves the venue skein-doctor. */
export const smokeTest = (place: Place): Check => ({
  name: 'smoke test',
  hint: 'Look at the rejections of the device, at the dead letters, and at the log of heatmap.',
  run: async () => {
    const { api, operatorToken, device } = place;
    await registerVenue(api, VENUE, { name: 'Doctor', time_zone: 'UTC', floors: [FLOOR] }, operatorToken);
    const before = await samples(place);
    const connection = await connectDevice(device, place.mqtt, place.deviceToken);
    const at = Date.now();
    const report = { venue_id: VENUE, floor: '1', position: POSITION, counts: [[...POSITION, 1]], at, seq: 1 };
    await connection.publish(`devices/${device}/crowd`, { ...report, boot: randomUUID().slice(0, 8) });
    await connection.close();
    while ((await samples(place)) <= before) {
      if (Date.now() > at + MINUTE) throw new Error('a report was published and is not in the heat after a minute');
      await sleep(PAUSE);
    }
    return `a report is in the heat ${Date.now() - at} ms after it was made`;
  },
});

/** How many samples the heat of the last hour has. */
async function samples({ api, operatorToken }: Place): Promise<number> {
  const params = { path: { venue_id: VENUE }, query: { window: '1h' } };
  const heat = await bodyOf(operator(api, operatorToken).GET('/v1/venues/{venue_id}/heatmap', { params }));
  if (typeof heat !== 'object' || !('cells' in heat)) return 0;
  return heat.cells.reduce((sum, cell) => sum + Number(cell[2]), 0);
}
