/** What other domains may use of this one. */
export { readCode, vehicleCodeOf } from './code.ts';
export { type IdleDevice, readIdle } from './idle.ts';
export { leaseKeys, leaseParts } from './lease.ts';
export { devicesOf } from './owners.ts';
export { productIdsOf } from './products.ts';
export { seeDevice } from './see.ts';
export { deviceOfVehicle, lostAt } from './store.ts';
