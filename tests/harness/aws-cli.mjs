#!/usr/bin/env node
// Stands for AWS's command line: tells what it was asked in the file SKEIN_TEST_AWS.log, and answers from the JSON in
// SKEIN_TEST_AWS: [[part of the command, answer, …], …], each answer once and the last one again and again.
import { appendFileSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const script = process.env.SKEIN_TEST_AWS;
const command = process.argv.slice(2).join(' ');
appendFileSync(`${script}.log`, `${command}\n`);
const answers = JSON.parse(readFileSync(script, 'utf8'));
const entry = answers.find(([part]) => command.includes(part));
if (!entry) throw new Error(`nothing is known of: ${command}`);
const answer = entry.length > 2 ? entry.splice(1, 1)[0] : entry[1];
writeFileSync(script, JSON.stringify(answers));
if (answer.file) copyFileSync(answer.file, join(process.argv.at(-3), 'part-0.gz'));
else console.log(answer);
