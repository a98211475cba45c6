/** What other domains may use of this one. */
export { readCode, vehicleCodeOf } from './code.ts';
export { type IdleDevice, readIdle } from './idle.ts';
export { lease, leaseKeys } from './lease.ts';
export { devicesOf } from './owners.ts';
export { deviceOfVehicle, lostAt } from './store.ts';
