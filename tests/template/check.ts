// The last step of `npm run package`: holds the packaged template to CloudFormation's types and to our own rules.
import { readFileSync } from 'node:fs';
import { houseRules } from './house.ts';
import { type Template, validate } from './validate.ts';

const template = JSON.parse(readFileSync('.serverless/cloudformation-template-update-stack.json', 'utf8')) as Template;
const flaws = [...validate(template), ...houseRules(template)];
for (const flaw of flaws) console.error(`template: ${flaw}`);
if (flaws.length > 0) process.exitCode = 1;
else console.log(`template: ${Object.keys(template.Resources).length} resources, no flaw found`);
