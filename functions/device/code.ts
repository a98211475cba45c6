import { signed } from '../../lib/signed.ts';

/** What the QR code on a device holds: its id and the sticker's version, signed, so that nobody can make one up. */
export const codeOf = (deviceId: string, version: number): string => signed(`d.${deviceId}.v${version}`);
