import { heatmapRoutes } from '../../events/heatmap/routes.ts';
import { WOT_CONTEXT } from '../../events/product/thing-model.ts';
import { ceilTo, DAY, HOUR } from '../../lib/time.ts';
import { type Ask, bodyOf, Refused, type Schema } from '../fleet/client.ts';
import { type Archived, postponed } from './messages.ts';
import { type Scratch, startScratch } from './scratch.ts';

/** A floor of a venue over an hour (its start, ms). */
export interface Question {
  venue: string;
  floor: string;
  hour: number;
}

/** [cell, people, samples] by metric, as the API answers. */
export type Answer = Record<Metric, [cell: string, people: number, samples: number][]>;

export const METRICS = ['mean', 'peak'] as const;
type Metric = (typeof METRICS)[number];

const { method, path } = heatmapRoutes.read;
const READ = `${method} ${path}`;

/** As many as a batch of the queue. */
const BATCH = 1000;

/**
 * Recounts an hour by the deployed code itself: reports go through the functions that count and answer, around an empty
 * Redis, with the venue and the devices' speeds as they are now. Redis lets go of minutes after two days, so the hour is
 * moved by whole days to one that is over since less than a day.
 */
export async function replay(
  reports: readonly Archived[],
  { venue, floor, hour }: Question,
  ask: Ask,
): Promise<Answer> {
  const by = Math.max(0, ceilTo(Date.now() - hour - HOUR, DAY) - DAY);
  const scratch = await startScratch();
  try {
    await registerVenue(scratch, venue, ask);
    for (const device of new Set(reports.map(({ device_id }) => device_id))) await registerDevice(scratch, device, ask);
    for (let i = 0; i < reports.length; i += BATCH) {
      const batch = reports.slice(i, i + BATCH).map((one) => postponed(one, by));
      const Records = batch.map((one, k) => ({ messageId: String(k), body: JSON.stringify(one) }));
      const { batchItemFailures } = (await scratch.call('heatmap-ingest', { Records }, batch.at(-1)!.received_at)) as {
        batchItemFailures: unknown[];
      };
      if (batchItemFailures.length > 0) throw new Error(`${batchItemFailures.length} reports could not be replayed`);
    }
    const [from, to] = [hour + by, hour + by + HOUR].map(String);
    const answers = await Promise.all(
      METRICS.map(async (metric) => {
        const query = { floor, metric, from, to };
        const asked = { routeKey: READ, pathParameters: { venue_id: venue } };
        const { cells } = await request(scratch, 'heatmap-read', asked, query);
        return [metric, cells];
      }),
    );
    return Object.fromEntries(answers) as Answer;
  } finally {
    await scratch.stop();
  }
}

async function registerVenue(scratch: Scratch, id: string, ask: Ask): Promise<void> {
  const { venues } = await bodyOf(ask.GET('/v1/venues'));
  const found = venues.find(({ venue_id }) => venue_id === id);
  if (!found) throw new Error(`there is no venue ${id}`);
  const { venue_id, ...venue } = found;
  await request(scratch, 'venue-put', { pathParameters: { venue_id }, body: JSON.stringify(venue) });
}

/** A device that nobody has registered moves as one whose product says nothing, which is so in the scratch, too. */
async function registerDevice(scratch: Scratch, device_id: string, ask: Ask): Promise<void> {
  const path = { device_id };
  const device = await known(bodyOf(ask.GET('/v1/devices/{device_id}', { params: { path } })));
  if (!device) return;
  const product_id = device.product;
  const { thing } = await bodyOf(ask.GET('/v1/products/{product_id}', { params: { path: { product_id } } }));
  const motion = (thing as Schema<'ThingModel'>)['skein:motion'];
  const model = {
    '@context': WOT_CONTEXT,
    '@type': 'tm:ThingModel',
    title: product_id,
    version: { model: '1.0.0' },
    ...(motion && { 'skein:motion': motion }),
  };
  await request(scratch, 'product-put', { pathParameters: { product_id }, body: JSON.stringify(model) });
  const body = JSON.stringify({ product: product_id });
  await request(scratch, 'device-put', { pathParameters: { device_id }, body });
}

const known = <Of>(answer: Promise<Of>): Promise<Of | undefined> =>
  answer.catch((error) => {
    if (error instanceof Refused && error.reason === 'device_unknown') return undefined;
    throw error;
  });

/** A request as API Gateway hands it on, of an operator. */
async function request(scratch: Scratch, bundle: string, event: object, query?: Record<string, string | undefined>) {
  const { statusCode, body } = (await scratch.call(bundle, {
    headers: {},
    queryStringParameters: query,
    requestContext: { authorizer: { lambda: { sub: 'recount', role: 'operator' } } },
    isBase64Encoded: false,
    ...event,
  })) as { statusCode: number; body: string };
  if (statusCode >= 300) throw new Error(`${bundle} answers ${statusCode}: ${body}`);
  return JSON.parse(body);
}
