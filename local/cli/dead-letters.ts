// npm run --silent dead-letters -- list|read|redrive [--stage STAGE] [--region REGION] [--queue QUEUE] [--domain DOMAIN]
//   [--id ID] …: what could not be delivered, on the laptop's running stack or, with --stage, on AWS.
import { parseArgs } from 'node:util';
import { awsClients, laptopClients } from '../dead-letters/clients.ts';
import type { Letter } from '../dead-letters/letter.ts';
import { isToBeSent, redrive } from '../dead-letters/redrive.ts';
import { send } from '../dead-letters/send.ts';
import { counts, domainOf, shown } from '../dead-letters/show.ts';
import type { Source } from '../dead-letters/source.ts';
import { findStack } from '../dead-letters/stack.ts';
import { runningStack } from '../running.ts';

const USAGE = `usage: npm run --silent dead-letters -- list|read|redrive
  --stage STAGE    on AWS; without it the stack that runs on this machine
  --region REGION  with --stage; otherwise the one that your AWS settings name
  --queue QUEUE    only of this queue, such as HeatmapDeadLetters
  --domain DOMAIN  only of this domain, such as heatmap
  --id ID          only this letter; may be repeated`;

try {
  await run();
} catch (error) {
  console.error(`dead-letters: ${(error as Error).message}`);
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      stage: { type: 'string' },
      region: { type: 'string' },
      queue: { type: 'string' },
      domain: { type: 'string' },
      id: { type: 'string', multiple: true },
    },
  });
  const [verb, ...more] = positionals;
  if (!verb || more.length > 0 || !['list', 'read', 'redrive'].includes(verb)) throw new Error(USAGE);
  const { stage, region, queue, domain, id: ids } = values;
  // it is about machines that deploy, not about laptops
  if (!stage) process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const clients = stage ? awsClients(region) : laptopClients(runningStack().endpoint);
  const { sources, queueUrls } = await findStack(`skein-${stage ?? 'local'}`, clients);
  const wanted = sources
    .filter((one) => (!queue || one.queue === queue) && (!domain || domainOf(one.queue) === domain))
    .map(interruptible);
  if (wanted.length === 0) {
    throw new Error(`no such queue; there are ${sources.map((one) => one.queue).join(', ') || 'none'}`);
  }
  if (verb === 'redrive') {
    const tell = progress();
    const tallies = await redrive(wanted, {
      send: (letter) => send(letter, clients, queueUrls),
      isWanted: (letter) => isToBeSent(letter, ids),
      tell,
      now: Date.now(),
    });
    for (const tally of tallies) console.log(JSON.stringify(tally));
    if (tallies.length === 0) console.error('no dead letters');
    if (tallies.some(({ failed }) => failed > 0)) process.exitCode = 1;
    return;
  }
  const found: Letter[] = [];
  for await (const letter of lettersOf(wanted)) {
    if (ids && !ids.includes(letter.id)) continue;
    if (verb === 'read') console.log(JSON.stringify(shown(letter)));
    found.push(letter);
  }
  if (verb === 'list') for (const count of counts(found)) console.log(JSON.stringify(count));
  if (found.length === 0) console.error('no dead letters');
}

async function* lettersOf(sources: readonly Source[]): AsyncGenerator<Letter> {
  for (const source of sources) for await (const { letters } of source.batches()) yield* letters;
}

/** A source that Ctrl-C ends after the batch that is under way, so that what is left is given back at once. */
function interruptible({ queue, batches }: Source): Source {
  let isOver = false;
  process.once('SIGINT', () => {
    isOver = true;
  });
  return {
    queue,
    async *batches() {
      if (isOver) return;
      for await (const batch of batches()) {
        yield batch;
        if (isOver) return;
      }
    },
  };
}

/** Tells of many letters now and then. */
function progress(): (sent: number, failed: number) => void {
  let last = Date.now();
  return (sent, failed) => {
    if (Date.now() - last < 2000) return;
    last = Date.now();
    console.error(`so far ${sent} sent, ${failed} failed`);
  };
}
