// The last step of `npm run package`: holds the packaged template to what AWS takes and to our own rules.
import { readFileSync } from 'node:fs';
import { flawsOf } from './flaws.ts';
import { houseRules } from './house.ts';
import { MOST_RESOURCES } from './limits.ts';
import type { Template } from './template.ts';

const PACKAGED = '.serverless/cloudformation-template-update-stack.json';

const template = JSON.parse(readFileSync(process.argv[2] ?? PACKAGED, 'utf8')) as Template;
const flaws = [...flawsOf(template), ...houseRules(template)];
for (const flaw of flaws) console.error(`template: ${flaw}`);
if (flaws.length > 0) process.exitCode = 1;
else {
  const count = Object.keys(template.Resources).length;
  console.log(`template: ${count} resources of less than ${MOST_RESOURCES}, no flaw found`);
}
