// `npm run package`: packages each variant and holds the templates to what AWS takes, to our own rules, and to the
// snapshots in deploy/template/. With --renew it writes the snapshots anew.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { flawsOf } from './flaws.ts';
import { houseRules } from './house.ts';
import { MOST_RESOURCES } from './limits.ts';
import { changesOf, differenceOf, type Parts, partsOf, snapshotOf } from './snapshot.ts';
import type { Template } from './template.ts';

const SNAPSHOTS = 'deploy/template';
/** Where the framework packages to. */
const PACKAGES = '.serverless';

/** The parameters of each variant. The plain one comes last, because the others take its folder away. */
const VARIANTS = {
  full: ['edge=on', 'firewall=on', 'archive=on', 'issuer=cognito', 'reserve=on', 'alarms=ops@example.com'],
  kinesis: ['ingest=kinesis', 'alarms=arn:aws:sns:us-east-1:123456789012:ops'],
  plain: [],
};

const mayRenew = process.argv.includes('--renew');
const templates = Object.entries(VARIANTS).map(([name, parameters]) => ({
  name,
  template: packaged(name, parameters),
}));
const plain = templates.at(-1)!;

const flaws = templates.flatMap(({ name, template }) => [
  ...[...flawsOf(template), ...houseRules(template)].map((flaw) => `${name}: ${flaw}`),
  ...holdAgainst(
    `${SNAPSHOTS}/${name}.yml`,
    template === plain.template ? partsOf(template) : differenceOf(partsOf(template), partsOf(plain.template)),
  ),
]);
for (const flaw of flaws) console.error(`template: ${flaw}`);
if (flaws.length > 0) process.exitCode = 1;
for (const { name, template } of templates) {
  const count = Object.keys(template.Resources).length;
  console.log(`template: ${name} has ${count} resources of less than ${MOST_RESOURCES}`);
}
if (flaws.length === 0) console.log('template: no flaw found');

function packaged(name: string, parameters: readonly string[]): Template {
  const folder = name === 'plain' ? PACKAGES : `.skein/${name}`;
  const chosen = parameters.flatMap((one) => ['--param', one]);
  const { status, stdout, stderr } = spawnSync(
    'serverless',
    ['package', '--region', 'us-east-1', ...chosen, '--package', folder],
    {
      encoding: 'utf8',
    },
  );
  if (status !== 0) {
    console.error(`${stdout}${stderr}`);
    process.exit(1);
  }
  return JSON.parse(readFileSync(`${folder}/cloudformation-template-update-stack.json`, 'utf8')) as Template;
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
