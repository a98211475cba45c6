import Type from 'typebox';
import { ROLES } from '../roles.ts';
import { route } from '../route.ts';
import { Id, oneOf } from '../schema.ts';
import {
  Device,
  DeviceBody,
  DevicePage,
  FormerOwnerBody,
  NearbyDevices,
  OwnerBody,
  Owners,
  RegisteredDevice,
} from './device.ts';
import { ThingDescription } from './thing-description.ts';

const example = { device_id: 'bike-1' };

export const deviceRoutes = {
  put: route('PUT /v1/devices/{device_id}', {
    about: 'Registers a device, and answers with the code for its sticker and the key that it connects with.',
    roles: ['operator'],
    body: DeviceBody,
    idempotency: 'optional',
    answers: { 200: RegisteredDevice, 201: RegisteredDevice },
    refusals: ['product_unknown', 'kind_fixed', 'idempotency_key_reused'],
    example: { params: example, body: { product: 'bike', position: [121.47, 31.23] } },
  }),
  get: route('GET /v1/devices/{device_id}', {
    about: 'One device; operators, its owners and the device itself see all of it.',
    roles: ROLES,
    params: { device_id: 'device_unknown' },
    answers: { 200: Device },
    refusals: ['device_unknown'],
    example: { params: example },
  }),
  nearby: route('GET /v1/devices', {
    about: 'Devices that can be rented now, nearest first.',
    roles: ROLES,
    query: {
      /** lng,lat in degrees */
      near: Type.String(),
      /** metres */
      radius: Type.Integer({ minimum: 1, maximum: 50_000, default: 1000 }),
      product: Type.Optional(Id),
      /** An older name of `product`. */
      kind: Type.Optional(Id),
      limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
    },
    answers: { 200: NearbyDevices },
    example: { query: { near: '121.47,31.23', product: 'bike' } },
  }),
  list: route('GET /v1/fleet', {
    about: 'All devices, by product and id, page by page, with filters.',
    roles: ['operator', 'partner'],
    query: {
      product: Type.Optional(Id),
      venue_id: Type.Optional(Id),
      online: Type.Optional(oneOf(['true', 'false'])),
      /** The word of the operator, or of the device. */
      status: Type.Optional(Type.String()),
      /** Those with less than so many percent of charge. */
      battery_below: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
      /** `name:value`, the value as JSON or as a word: `occupied:false`. */
      property: Type.Optional(Type.String()),
      /** The `next` of the page before. A page may hold fewer than `limit`, and still not be the last. */
      after: Type.Optional(Type.String()),
      limit: Type.Integer({ minimum: 1, maximum: 500, default: 100 }),
    },
    answers: { 200: DevicePage },
    example: { query: { product: 'bike', online: 'true', limit: '10' } },
  }),
  property: route('GET /v1/devices/{device_id}/properties/{property}', {
    about: 'The last value of a property, as its Thing Description says.',
    roles: ROLES,
    params: { device_id: 'device_unknown', property: 'property_unknown' },
    answers: { 200: Type.Unknown() },
    refusals: ['device_unknown', 'property_unknown', 'device_private'],
    example: { params: { device_id: 'bike-1', property: 'locked' } },
  }),
  description: route('GET /v1/devices/{device_id}/td', {
    about: 'The Thing Description of a device, for any client of the Web of Things.',
    roles: ROLES,
    params: { device_id: 'device_unknown' },
    answers: { 200: { 'application/td+json': ThingDescription } },
    refusals: ['device_unknown'],
    example: { params: { device_id: 'bike-1' } },
  }),
  share: route('POST /v1/devices/{device_id}/owners', {
    about: "Lets an account read a device's topics for the long term; an operator names the first owner.",
    roles: ['operator', 'rider'],
    params: { device_id: 'device_unknown' },
    body: OwnerBody,
    answers: { 200: Owners },
    refusals: ['device_unknown', 'not_owner', 'last_owner', 'too_many_devices'],
    example: { params: example, body: { account_id: 'alice', role: 'owner' } },
  }),
  unshare: route('DELETE /v1/devices/{device_id}/owners', {
    about: 'Removes an account from the owners and guests of a device; a guest may remove itself.',
    roles: ['operator', 'rider'],
    params: { device_id: 'device_unknown' },
    body: FormerOwnerBody,
    answers: { 200: Owners },
    refusals: ['device_unknown', 'not_owner', 'last_owner'],
    example: { params: example, body: { account_id: 'alice' } },
  }),
};
