import Type from 'typebox';
import { ROLES } from '../roles.ts';
import { route } from '../route.ts';
import { Id } from '../schema.ts';
import { Device, DeviceBody, FormerOwnerBody, NearbyDevices, OwnerBody, Owners, RegisteredDevice } from './device.ts';

const example = { device_id: 'bike-1' };

export const deviceRoutes = {
  put: route('PUT /v1/devices/{device_id}', {
    about: 'Registers a device, and answers with the code for its sticker.',
    roles: ['operator'],
    body: DeviceBody,
    idempotency: 'optional',
    answers: { 200: RegisteredDevice, 201: RegisteredDevice },
    refusals: ['product_unknown', 'kind_fixed', 'idempotency_key_reused'],
    example: { params: example, body: { kind: 'bike', position: [121.47, 31.23] } },
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
      /** a product */
      kind: Type.Optional(Id),
      limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
    },
    answers: { 200: NearbyDevices },
    example: { query: { near: '121.47,31.23', kind: 'bike' } },
  }),
  share: route('POST /v1/devices/{device_id}/owners', {
    about: "Lets an account read a device's topics for the long term; an operator names the first owner.",
    roles: ['operator', 'rider'],
    params: { device_id: 'device_unknown' },
    body: OwnerBody,
    answers: { 200: Owners },
    refusals: ['device_unknown', 'not_owner', 'too_many_devices'],
    example: { params: example, body: { account_id: 'alice', role: 'owner' } },
  }),
  unshare: route('DELETE /v1/devices/{device_id}/owners', {
    about: 'Removes an account from the owners and guests of a device.',
    roles: ['operator', 'rider'],
    params: { device_id: 'device_unknown' },
    body: FormerOwnerBody,
    answers: { 200: Owners },
    refusals: ['device_unknown', 'not_owner'],
    example: { params: example, body: { account_id: 'alice' } },
  }),
};
