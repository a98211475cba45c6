/** What other domains may use of this one. */
export { claimKey, claimParts } from './claim.ts';
export { readCode, vehicleCodeOf } from './code.ts';
export { holderOf } from './holder.ts';
export { type IdleDevice, readIdle } from './idle.ts';
export { deviceOfKey, isKey } from './key.ts';
export { leaseKeys, leaseParts } from './lease.ts';
export { countDevices, listDevices } from './list.ts';
export { devicesOf, mayKnowAll, mayWatch } from './owners.ts';
export { openCommand, pendingKeys, pendingParts } from './pending.ts';
export { productIdsOf } from './products.ts';
export { seeDevice } from './see.ts';
export { deviceOfVehicle, presenceOf, readKnown } from './store.ts';
export { tellDevice } from './tell.ts';
