// The last step of `npm run package`: holds the packaged templates to what AWS takes, to our own rules, and to the
// snapshots in deploy/template/. With --renew it writes the snapshots anew.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { flawsOf } from './flaws.ts';
import { houseRules } from './house.ts';
import { MOST_RESOURCES } from './limits.ts';
import { changesOf, differenceOf, type Parts, partsOf, snapshotOf } from './snapshot.ts';
import type { Template } from './template.ts';

const SNAPSHOTS = 'deploy/template';

const read = (folder: string) =>
  JSON.parse(readFileSync(`${folder}/cloudformation-template-update-stack.json`, 'utf8')) as Template;

/** By what carries the messages to functions; package.json packages both. */
const templates = { sqs: read('.serverless'), kinesis: read('.skein/kinesis') };
const sqs = partsOf(templates.sqs);
const snapshots = { sqs, kinesis: differenceOf(partsOf(templates.kinesis), sqs) };

const flaws = Object.entries(templates).flatMap(([ingest, template]) =>
  [...flawsOf(template), ...houseRules(template)].map((flaw) => `with ${ingest}: ${flaw}`),
);
const mayRenew = process.argv.includes('--renew');
for (const [ingest, parts] of Object.entries(snapshots))
  flaws.push(...holdAgainst(`${SNAPSHOTS}/${ingest}.yml`, parts));

for (const flaw of flaws) console.error(`template: ${flaw}`);
if (flaws.length > 0) process.exitCode = 1;
else {
  const count = Object.keys(templates.sqs.Resources).length;
  console.log(`template: ${count} resources of less than ${MOST_RESOURCES}, no flaw found`);
}

/** Compares a template with its snapshot, or makes that anew. */
function holdAgainst(file: string, parts: Parts): string[] {
  if (mayRenew) {
    mkdirSync(SNAPSHOTS, { recursive: true });
    writeFileSync(file, snapshotOf(parts));
    return [];
  }
  const changes = changesOf(parts, existsSync(file) ? readFileSync(file, 'utf8') : '');
  if (changes.length === 0) return [];
  return [
    `${file} says otherwise of ${changes.join(', ')}: ` +
      'if you meant that, run `npm run package -- --renew` and commit what it has changed there',
  ];
}
