import type { Config } from '../../web/config.ts';
import type { Addresses } from '../addresses.ts';

/** What the console needs to know of the laptop's stack; whoever opens it is signed in without being asked. */
export const consoleConfig = ({ http, ws, issuer }: Addresses): Config => ({
  api: http,
  mqtt: ws,
  issuer,
  client_id: 'skein-console',
  scope: 'openid',
  hints: { console: 'operator', phone: 'rider' },
  ...(process.env.SKEIN_TILES && {
    tiles: { url: process.env.SKEIN_TILES, attribution: process.env.SKEIN_TILES_OF ?? '' },
  }),
});
