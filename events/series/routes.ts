import Type from 'typebox';
import { ROLES } from '../roles.ts';
import { route } from '../route.ts';
import { oneOf, Time } from '../schema.ts';
import { FUNCTIONS, Series } from './series.ts';

export const seriesRoutes = {
  read: route('GET /v1/devices/{device_id}/series/{property}', {
    about: 'A property over time, for properties that their product keeps with skein:series.',
    roles: ROLES,
    params: { device_id: 'device_unknown', property: 'property_unknown' },
    query: {
      /** The module, where the device has several alike. */
      channel: Type.Optional(Type.String()),
      /** ms; the last hour by default. */
      from: Type.Optional(Time),
      to: Type.Optional(Time),
      /** Seconds; a hundredth of the period by default. */
      step: Type.Optional(Type.Integer({ minimum: 1, maximum: 31 * 86_400 })),
      fn: oneOf(FUNCTIONS, { default: 'avg' }),
    },
    answers: { 200: Series },
    refusals: ['device_unknown', 'property_unknown', 'device_private', 'series_unavailable'],
    example: { params: { device_id: 'pile-1', property: 'power_w' }, query: { channel: 'left', step: '60' } },
  }),
};
