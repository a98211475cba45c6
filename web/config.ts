/** What the console is told by /config.json, which whoever serves it writes. */
export interface Config {
  /** Where the API is; empty where it has the console's own origin. */
  api: string;
  /** The broker's address for MQTT over WebSocket. */
  mqtt: string;
  /** The OpenID provider. */
  issuer: string;
  /** As which the provider knows the console. */
  client_id: string;
  scope: string;
  /** Whom to sign in without asking, by view: what the provider takes as `login_hint`. */
  hints?: { console: string; phone: string };
  /** A raster map, `{z}/{x}/{y}`, and whom it is of; without one a venue's outline is all that is drawn. */
  tiles?: { url: string; attribution: string };
}

export const config: Promise<Config> = fetch('config.json', { cache: 'no-cache' }).then(
  (response) => response.json() as Promise<Config>,
);
