// A function is a file: functions/rental/http/create.ts is the function rentalCreate, in the bundle dist/rental-create.cjs.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** What functions/<domain>/functions.yml says. */
export const readDomain = (domain) => parse(readFileSync(`functions/${domain}/functions.yml`, 'utf8'), { merge: true });

/** The domains that serverless.yml names, in its order. */
export const readDomains = () => parse(readFileSync('serverless.yml', 'utf8')).custom.domains;

/** The names of the function behind a door such as http/create, all derived from where its file lies. */
export function doorOf(domain, door) {
  const [kind, name] = door.split('/');
  const bundle = `${domain}-${name}`;
  return { domain, kind, name, door, bundle, key: camel(bundle), source: `functions/${domain}/${door}.ts` };
}

/** Every function of the deployment. */
export const readDoors = () =>
  readDomains().flatMap((domain) => Object.keys(readDomain(domain).functions).map((door) => doorOf(domain, door)));

/** Whether a function is declared to do no more in Redis than read. */
export const onlyReads = ({ domain, door }) => readDomain(domain).functions[door]?.redis === 'reads';

/** `heatmap-read-public` and `device_lost` as names of code: heatmapReadPublic, deviceLost. */
export const camel = (name) => name.replace(/[-_](.)/g, (_, letter) => letter.toUpperCase());

/** The same as names of CloudFormation: HeatmapReadPublic, DeviceLost. */
export const pascal = (name) => camel(`-${name}`);
