import type { ThingModel } from '../../events/product/thing-model.ts';
import type { Ask } from './client.ts';

// A fleet that publishes rows of a database: `data` is JSON in a string. docs/old-protocol.md goes through it.

const head = (title: string) => ({
  '@context': ['https://www.w3.org/2022/wot/td/v1.1', { skein: 'https://skein.dev/vocabulary#' }],
  '@type': 'tm:ThingModel',
  title,
  version: { model: '1.0.0' },
});
const power = { type: 'number', unit: 'W', minimum: 0, readOnly: true, 'skein:series': true } as const;

/** In their order: a model stands on those before it. */
const MODELS: [id: string, model: ThingModel][] = [
  ['old_channel', { ...head('Channel of a charging pile'), properties: { power_w: power } }],
  [
    'old_pile',
    {
      ...head('Charging pile of the old protocol'),
      links: ['left', 'right'].map((instanceName) => ({ rel: 'tm:submodel', href: 'old_channel', instanceName })),
      properties: { firmware: { type: 'string', readOnly: true } },
    },
  ],
  [
    'old_tap',
    {
      ...head('Water dispenser of the old protocol'),
      'skein:rental': {
        tariff: { form: 'usage', currency: 'CNY', meter: 'volume', unit: 'ml', per: 100, price: 4, hold: 500 },
        start: 'open',
      },
      properties: { open: { type: 'boolean', readOnly: true } },
      actions: { open: { 'skein:effect': { property: 'open', is: true, within_s: 10 } } },
      'skein:downlink': {
        name: 'order',
        bind: '{"cmd":"open","OrderId":"{rental_id}","MaxVolume":{limit.quantity}}',
        release: '{"cmd":"close","OrderId":"{rental_id}"}',
      },
    },
  ],
];

/** What the fleet's rows become. */
export const RULES = {
  'old-status': {
    sql: "SELECT json_value(data, '$.Open') AS properties.open FROM 'devices/+/raw' WHERE type = '07'",
    into: 'state',
  },
  'old-orders': {
    sql: `SELECT json_value(data, '$.OrderId') AS rental_id, 'volume' AS meter, json_value(data, '$.Volume') AS quantity, TRUE AS final
FROM 'devices/+/raw'
WHERE type = '08' AND isNull(profile) AND json_value(data, '$.Flag') IN ['04', '05']`,
    into: 'usage',
  },
  'old-power': {
    sql: `SELECT json_value(data, '$.Powers[0].Power') AS properties.left.power_w, json_value(data, '$.Powers[1].Power') AS properties.right.power_w
FROM 'devices/+/raw'
WHERE type = '0706' AND NOT isUndefined(json_query(data, '$.Powers[0]'))`,
    into: 'state',
  },
} as const;

/** Registers the old fleet's products and rules, as an operator does; again without harm. */
export async function adoptOldProtocol(ask: Ask): Promise<void> {
  for (const [product_id, body] of MODELS) {
    await ask.PUT('/v1/products/{product_id}', { params: { path: { product_id } }, body: body as never });
  }
  for (const [rule_id, body] of Object.entries(RULES)) {
    await ask.PUT('/v1/rules/{rule_id}', { params: { path: { rule_id } }, body });
  }
}

/** A row as the old devices publish it. */
export const rowOf = (type: string, data: object, id = 0) => ({
  id: String(id),
  imei: `86000000000${String(id).padStart(4, '0')}`,
  pk: 'pk',
  type,
  data: JSON.stringify(data),
  profile: null,
});
