// npm run demo -- [--robots N] [--venue ID] [--no-town] [--bikes N] [--chairs N] [--washers N] [--phones N]
//                 [--broker URL] [--password P] [--api URL] [--token T] [--no-register] [--seed N]
import { openMall } from './fleet.ts';
import { openOldFleet } from './old-fleet.ts';
import { demoOptions } from './options.ts';
import { seeded } from './random.ts';
import { otherProducts } from './town/others.ts';
import { openTown } from './town/town.ts';
import { openUpdate } from './update.ts';

const EVERY = 30_000;
/** By then every bike has said which firmware it has. */
const UPDATE_AFTER = 20_000;

try {
  const options = demoOptions(process.argv.slice(2));
  const { robots, bikes, chairs, washers, phones, venue, broker } = options;

  const parts: { progress(): string }[] = [await openMall(options)];
  console.log(`demo: ${robots} robots report from ${venue} to ${broker}; Ctrl-C ends it`);

  if (options.town && options.register) {
    const others = await otherProducts(options.api, options.token);
    parts.push(await openTown({ ...options, name: venue, others, forVisitor: true, random: seeded(options.seed) }));
    console.log(
      `demo: a town of ${bikes} bikes, ${chairs} massage chairs, ${washers} washers and ${phones} phones around it, ` +
        `and one device of each of ${others.length} other products`,
    );
    parts.push(await openOldFleet({ ...options, name: venue, random: seeded(options.seed) }));
    console.log('demo: taps and charging piles of an older protocol, through two SQL rules');
    setTimeout(() => {
      openUpdate(options.api, options.token)
        .then((update) => parts.push(update))
        .catch((error: Error) => console.error(`demo: no update of the bikes: ${error.message}`));
    }, UPDATE_AFTER);
  } else if (options.town) {
    console.log('demo: no town, because it needs the API to register in');
  }
  setInterval(() => console.log(`demo: ${parts.map((part) => part.progress()).join('; ')}`), EVERY);
} catch (error) {
  console.error(`demo: ${(error as Error).message}`);
  process.exit(1);
}
