/** What other domains may use of this one. */
export { claim, claimKey } from './claim.ts';
export { readCode, vehicleCodeOf } from './code.ts';
export { type IdleDevice, readIdle } from './idle.ts';
export { holderOf, leaseKeys, leaseParts } from './lease.ts';
export { countDevices, listDevices } from './list.ts';
export { devicesOf, mayKnowAll } from './owners.ts';
export { openCommand, pending, pendingKeys } from './pending.ts';
export { productIdsOf } from './products.ts';
export { seeDevice } from './see.ts';
export { deviceOfVehicle, lostAt, readKnown } from './store.ts';
export { tellDevice } from './tell.ts';
