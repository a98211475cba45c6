import type { CodeKeys } from '../../lib/signed.ts';
import { vehicleCodeOf } from '../device/index.ts';

/** Opens the app with a code that rents this vehicle until its id changes. */
export function rentalLink(vehicleId: string, rentalUri: string, keys: CodeKeys): string {
  const link = new URL(rentalUri);
  link.searchParams.set('code', vehicleCodeOf(vehicleId, keys));
  return link.href;
}
