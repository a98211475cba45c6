import { randomUUID } from 'node:crypto';
import type { Environment } from '@skein/iot-sql';

/** How many expressions a rule may compute of one message; a usual one takes some tens. */
const MOST_STEPS = 10_000;

/** What a rule may know besides the message. */
export const environment = (now: number): Environment => ({
  now,
  random: Math.random,
  uuid: randomUUID,
  steps: MOST_STEPS,
});
