// The last step of `npm run package`: holds the packaged template to CloudFormation's types and to our own rules.
import { readFileSync } from 'node:fs';
import { houseRules } from './house.ts';
import { type Template, validate } from './validate.ts';

/** CloudFormation takes 500 resources a stack; docs/deploying.md says how to split before that. */
const MOST_RESOURCES = 450;

const template = JSON.parse(readFileSync('.serverless/cloudformation-template-update-stack.json', 'utf8')) as Template;
const count = Object.keys(template.Resources).length;
const tooMany = count >= MOST_RESOURCES ? [`${count} resources, and less than ${MOST_RESOURCES} are wanted`] : [];
const flaws = [...validate(template), ...houseRules(template), ...tooMany];
for (const flaw of flaws) console.error(`template: ${flaw}`);
if (flaws.length > 0) process.exitCode = 1;
else console.log(`template: ${count} resources of less than ${MOST_RESOURCES}, no flaw found`);
