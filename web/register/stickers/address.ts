import { href } from '../../place.ts';

/** What the QR code on a device says: the phone's view, with the device's code. */
export const addressOf = (code: string, { origin, pathname }: Pick<Location, 'origin' | 'pathname'> = location) =>
  `${origin}${pathname}${href(['phone'], { code })}`;
