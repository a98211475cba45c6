import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

export interface Options {
  sample: number | undefined;
  seed: number;
  least: number;
  only: string;
  tests: string[];
  workers: number;
}

const USAGE = `npm run mutants -- [--sample N [--seed S]] [--least PERCENT] [--only PATH] [--tests PATH]… [--workers N]

  --sample   tries so many, picked at random
  --least    what each domain's score must reach, and that of a sample as a whole (90)
  --only     sources whose path holds this
  --tests    the tests that judge, by what their path begins with; may be given several times`;

/** Tests that need no running stack. */
const IN_PROCESS = ['tests/functions/', 'tests/lib/', 'tests/contract/', 'tests/deploy/'];

export function optionsFrom(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      sample: { type: 'string' },
      seed: { type: 'string' },
      least: { type: 'string', default: '90' },
      only: { type: 'string', default: '' },
      tests: { type: 'string', multiple: true, default: IN_PROCESS },
      workers: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) throw new Error(USAGE);
  return {
    sample: values.sample === undefined ? undefined : whole('sample', values.sample),
    seed: values.seed === undefined ? Math.floor(Math.random() * 1e9) : whole('seed', values.seed),
    least: whole('least', values.least),
    only: values.only,
    tests: values.tests,
    workers: values.workers === undefined ? availableParallelism() : whole('workers', values.workers),
  };
}

function whole(name: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`--${name} takes a whole number\n\n${USAGE}`);
  return Number(text);
}
