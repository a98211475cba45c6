import Type from 'typebox';
import { ActionCommand, CommandEvent } from './command/command.ts';
import { Command, CommandResult, DeviceEvent } from './device/command.ts';
import { Presence } from './device/presence.ts';
import { PropertyValue } from './device/property.ts';
import { StateReport } from './device/state-report.ts';
import { CrowdReport } from './heatmap/crowd-report.ts';
import {
  DeviceBack,
  DeviceEffect,
  DeviceLost,
  InternalCommandEvent,
  RolloutStep,
  RollupDue,
  SelectedEvent,
} from './internal.ts';
import { Problem } from './problem.ts';
import { RejectionNotice } from './rejection/rejection.ts';
import { ReleaseBody, RentalEvent, RentalView, RentBody } from './rental/rental.ts';
import { SelectedReports, WebhookDue } from './rule/rule.ts';
import { SeriesRows } from './series/series.ts';
import { topic } from './topic.ts';
import { UsageLine, UsageReport } from './usage/usage.ts';

/** Every topic, declared once. All messages have QoS 1: they arrive at least once, in any order. */
export const topics = {
  crowd_report: topic('devices/{device_id}/crowd', {
    about: 'How many people a robot sees, and where.',
    from: 'device',
    to: 'functions',
    payload: CrowdReport,
    basicIngest: 'crowd',
  }),
  state_report: topic('devices/{device_id}/state', {
    about: 'The state of a device; sent by Basic Ingest, it is not forwarded to a phone.',
    from: 'device',
    to: 'functions',
    payload: StateReport,
    basicIngest: 'state',
  }),
  usage_report: topic('devices/{device_id}/usage', {
    about: 'What the meters of a device have counted for its rentals.',
    from: 'device',
    to: 'functions',
    payload: UsageReport,
    basicIngest: 'usage',
  }),
  command: topic('devices/{device_id}/commands/{command_id}', {
    about: 'A command to a device.',
    from: 'functions',
    to: 'device',
    payload: Type.Union([Command, ActionCommand]),
  }),
  downlink: topic('devices/{device_id}/downlink/{name}', {
    about: 'A command as the product of an older protocol writes it.',
    from: 'functions',
    to: 'device',
    payload: Type.Unknown(),
  }),
  command_result: topic('devices/{device_id}/commands/{command_id}/result', {
    about: "A device's answer to a command.",
    from: 'device',
    to: 'functions',
    payload: CommandResult,
  }),
  property: topic('devices/{device_id}/properties/{property}', {
    about: 'The value of a property whose product calls it observable, after each change.',
    from: 'functions',
    to: 'watchers',
    payload: PropertyValue,
    retained: true,
  }),
  rejections: topic('devices/{device_id}/rejections', {
    about: 'What a device has said that did not count, and why.',
    from: 'functions',
    to: 'device',
    payload: RejectionNotice,
  }),
  device_event: topic('devices/{device_id}/events', {
    about: 'Something that happened on a device without a command.',
    from: 'device',
    to: 'functions',
    payload: DeviceEvent,
  }),
  raw: topic('devices/{device_id}/raw', {
    about: 'Anything, from a device that speaks another protocol; rules make reports of it.',
    from: 'device',
    to: 'functions',
    payload: Type.Unknown(),
    basicIngest: 'raw',
  }),
  selected: topic('selected/{path}', {
    about: 'What a rule has selected and republishes; the path is its own.',
    from: 'functions',
    to: 'watchers',
    payload: Type.Object({}),
  }),
  forwarded_state: topic('phones/{phone_id}/devices/{device_id}/state', {
    about: 'The state reports of the device that a phone has; the phone drops what lacks the fence of its rental.',
    from: 'broker',
    to: 'phone',
    payload: StateReport,
  }),
  rental_event: topic('phones/{phone_id}/events', {
    about: "A change of a phone's rental, or the end of a command that it has sent.",
    from: 'functions',
    to: 'phone',
    payload: Type.Union([RentalEvent, CommandEvent]),
  }),
  phone_request: topic('phones/{phone_id}/requests/{request_id}', {
    about: 'The body of `POST /v1/rentals`, or of releasing a rental; the request id is the idempotency key.',
    from: 'phone',
    to: 'functions',
    payload: Type.Union([RentBody, ReleaseBody]),
  }),
  phone_response: topic('phones/{phone_id}/responses/{request_id}', {
    about: 'The answer to a request: the rental, or a problem.',
    from: 'functions',
    to: 'phone',
    payload: Type.Union([RentalView, Problem]),
  }),
  presence: topic('$aws/events/presence/{change}/{client_id}', {
    about: 'A client has connected or disconnected.',
    from: 'broker',
    to: 'functions',
    payload: Presence,
  }),
  command_effect: topic('internal/command/effect', {
    about: 'A device has been seen to do what a command told it.',
    from: 'functions',
    to: 'functions',
    payload: DeviceEffect,
    basicIngest: 'command_effect',
  }),
  rental_effect: topic('internal/rental/effect', {
    about: 'A device has been seen to start, as a rental told it.',
    from: 'functions',
    to: 'functions',
    payload: DeviceEffect,
    basicIngest: 'rental_effect',
  }),
  command_event: topic('internal/command/event', {
    about: 'A command is settled, or its effect has shown too late.',
    from: 'functions',
    to: 'functions',
    payload: InternalCommandEvent,
    basicIngest: 'command_event',
  }),
  usage_line: topic('internal/usage/line', {
    about: 'What the end of a rental, or a late report, has added to what was used and paid.',
    from: 'functions',
    to: 'functions',
    payload: UsageLine,
    basicIngest: 'usage_line',
  }),
  series_rows: topic('internal/series/rows', {
    about: 'What devices have said of properties that are kept over time.',
    from: 'functions',
    to: 'functions',
    payload: SeriesRows,
    basicIngest: 'series',
  }),
  selected_state: topic('internal/rule/state', {
    about: 'State reports that rules have made of raw messages.',
    from: 'functions',
    to: 'functions',
    payload: SelectedReports,
    basicIngest: 'selected_state',
  }),
  selected_usage: topic('internal/rule/usage', {
    about: 'Usage reports that rules have made of raw messages.',
    from: 'functions',
    to: 'functions',
    payload: SelectedReports,
    basicIngest: 'selected_usage',
  }),
  selected_event: topic('internal/rule/event', {
    about: 'An event of a device that a rule has made of a raw message.',
    from: 'functions',
    to: 'functions',
    payload: SelectedEvent,
    basicIngest: 'selected_event',
  }),
  webhook_due: topic('internal/rule/webhook', {
    about: 'A web address is to be called.',
    from: 'functions',
    to: 'functions',
    payload: WebhookDue,
    basicIngest: 'webhook_due',
  }),
  rollout_step: topic('internal/rollout/step', {
    about: 'There may be something to do for a rollout.',
    from: 'functions',
    to: 'functions',
    payload: RolloutStep,
    basicIngest: 'rollout_step',
  }),
  rollup_due: topic('internal/heatmap/rollup', {
    about: 'The hours and days of a venue are to be brought up to date.',
    from: 'functions',
    to: 'functions',
    payload: RollupDue,
    basicIngest: 'rollup_due',
  }),
  device_back: topic('internal/device/back', {
    about: 'A device that a rollout waits for has a connection again.',
    from: 'functions',
    to: 'functions',
    payload: DeviceBack,
    basicIngest: 'device_back',
  }),
  device_lost: topic('internal/device/lost', {
    about: 'A leased device has restarted without its lease.',
    from: 'functions',
    to: 'functions',
    payload: DeviceLost,
    basicIngest: 'device_lost',
  }),
};

export type TopicName = keyof typeof topics;
