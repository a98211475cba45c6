import Type from 'typebox';
import { Fence, Id, Time } from './schema.ts';

/**
 * A device that had a lease has started anew and knows nothing of it; `at` is when it was last heard of before.
 * Told at least once, with the same id.
 */
export const DeviceLost = Type.Object({ id: Type.String(), device_id: Id, rental_id: Id, fence: Fence, at: Time });
export type DeviceLost = Type.Static<typeof DeviceLost>;
