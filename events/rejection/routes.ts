import Type from 'typebox';
import { route } from '../route.ts';
import { Time } from '../schema.ts';
import { DeviceRejections, RejectionPage } from './rejection.ts';

/** Whole days (UTC), from that of `from` to that of `to`; the last eight are kept, and the last two are the default. */
const PERIOD = { from: Type.Optional(Time), to: Type.Optional(Time) };

export const rejectionRoutes = {
  list: route('GET /v1/rejections', {
    about: 'How many messages of each device did not count, and why, day by day.',
    roles: ['operator'],
    query: {
      ...PERIOD,
      /** The `next` of the page before. */
      after: Type.Optional(Type.String()),
      /** About so many; a page may hold more. */
      limit: Type.Integer({ minimum: 1, maximum: 1000, default: 100 }),
    },
    answers: { 200: RejectionPage },
    example: { query: { limit: '100' } },
  }),
  device: route('GET /v1/devices/{device_id}/rejections', {
    about: "Which of a device's messages did not count, and why, registered or not.",
    roles: ['operator'],
    query: PERIOD,
    answers: { 200: DeviceRejections },
    example: { params: { device_id: 'bike-1' } },
  }),
};
