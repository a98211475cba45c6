import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { METRICS_PATH } from './aws/endpoint.ts';
import { CERTIFICATE } from './aws/iot/tls.ts';
import { DEMO_VENUE } from './fleet/demo/options.ts';
import { fateOfRedis } from './kept.ts';

/** Where the parts of a running stack are. */
export interface Addresses {
  /** The console, for a browser. */
  console: string;
  http: string;
  mqtt: string;
  ws: string;
  /** MQTT over TLS, where it was asked for. */
  mqtts?: string;
  redis: string;
  redis_rest: string;
  redis_rest_token: string;
  jwks: string;
  /** Where the console signs in. */
  issuer: string;
  /** The time series database, where there is one. */
  tsdb?: string;
  /** The stack's stand-in for AWS's own endpoints: IoT data plane, dead letters. */
  endpoint: string;
}

const FOLDER = '.skein/stacks';

/** The file in which a running stack leaves its addresses, for programs that look for it by its HTTP port. */
export const addressFile = (httpPort: number | string) => `${FOLDER}/${httpPort}.json`;

const fileOf = ({ http }: Addresses) => addressFile(new URL(http).port);

/** Prints the banner, which ends with the ready line; `code` is that of the visitor's bike, where there is a demo. */
export function tellReady(addresses: Addresses, code?: string): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(fileOf(addresses), JSON.stringify(addresses), { mode: 0o600 });
  const {
    console: page,
    http,
    mqtt,
    ws,
    mqtts,
    endpoint,
    tsdb = 'not installed; no property is kept over time',
  } = addresses;
  const redis = Object.assign(new URL(addresses.redis), { username: '', password: '' });
  console.log(`
  Skein: ${page}

    HTTP API   ${http}
    MQTT       ${mqtt}
    WebSocket  ${ws}
${mqtts ? `    TLS        ${mqtts}   (trust ${CERTIFICATE})\n` : ''}    Redis      ${redis}   (${fateOfRedis})
    Series     ${tsdb}
    Metrics    ${endpoint}${METRICS_PATH}   (for Prometheus)
${process.env.SKEIN_FAULTS ? `    Faults     ${process.env.SKEIN_FAULTS}\n` : ''}${code === undefined ? '' : demoLines(page, code)}
  Try
    TOKEN=$(npm run --silent token -- --role partner --sub me)
    curl -H "Authorization: Bearer $TOKEN" "${http}/v1/venues${code === undefined ? '' : `/${DEMO_VENUE}/heatmap?floor=1&top=5`}"

skein: ready ${http} ${mqtt} ${ws}`);
}

const demoLines = (page: string, code: string) => `
    Demo       the mall "${DEMO_VENUE}", two floors with robots, and a town of bikes, chairs, washers and phones
    Rent       ${page}/#/phone?code=${code}
    Visit      ${page}/#/visit/${DEMO_VENUE}
`;

export const forget = (addresses: Addresses): void => rmSync(fileOf(addresses), { force: true });
