import Type from 'typebox';
import { Fence, Id, Time } from './schema.ts';

/**
 * A leased device has restarted without its lease; `at` is the time of its last report before that. Delivered at least
 * once, with the same id.
 */
export const DeviceLost = Type.Object({ id: Type.String(), device_id: Id, rental_id: Id, fence: Fence, at: Time });
export type DeviceLost = Type.Static<typeof DeviceLost>;
