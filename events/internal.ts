import Type from 'typebox';
import { CommandEvent } from './command/command.ts';
import { DeviceEvent } from './device/command.ts';
import { Fence, Id, Time } from './schema.ts';

/**
 * A leased device has restarted without its lease; `at` is the time of its last report before that. Delivered at least
 * once, with the same id.
 */
export const DeviceLost = Type.Object({ id: Type.String(), device_id: Id, rental_id: Id, fence: Fence, at: Time });
export type DeviceLost = Type.Static<typeof DeviceLost>;

/** A state report shows the effect that a command was to have; `at` is when the broker took it. */
export const DeviceEffect = Type.Object({ id: Type.String(), device_id: Id, command_id: Type.String(), at: Time });
export type DeviceEffect = Type.Static<typeof DeviceEffect>;

/** A target of a rollout has a connection again. */
export const DeviceBack = Type.Object({ device_id: Id, rollout_id: Id });
export type DeviceBack = Type.Static<typeof DeviceBack>;

/** A venue's hours and days are to be brought up to date. */
export const RollupDue = Type.Object({ venue_id: Id });
export type RollupDue = Type.Static<typeof RollupDue>;

/** There may be something to do for a rollout. */
export const RolloutStep = Type.Object({ rollout_id: Id });
export type RolloutStep = Type.Static<typeof RolloutStep>;

/** What has become of a command; `id` is that of the event. Delivered at least once. */
export const InternalCommandEvent = Type.Object({
  ...CommandEvent.properties,
  id: Type.String(),
  /** Where a rollout asked for it. */
  rollout_id: Type.Optional(Id),
});
export type InternalCommandEvent = Type.Static<typeof InternalCommandEvent>;

/** What a rule has selected as an event of a device. */
export const SelectedEvent = Type.Object({ ...DeviceEvent.properties, device_id: Id });

/** For rules that operators register. */
export { SelectedReports, WebhookDue } from './rule/rule.ts';
/** For the time series database. */
export { SeriesRows } from './series/series.ts';
/** For the accountant; it is a line of what the routes of usage show. */
export { UsageLine } from './usage/usage.ts';
