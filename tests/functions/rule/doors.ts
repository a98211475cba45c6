import { handler as attempt } from '../../../functions/rule/http/attempt.ts';
import { handler as get } from '../../../functions/rule/http/get.ts';
import { handler as list } from '../../../functions/rule/http/list.ts';
import { handler as put } from '../../../functions/rule/http/put.ts';
import { handler as remove } from '../../../functions/rule/http/remove.ts';
import { handler as ingest } from '../../../functions/rule/mqtt/ingest.ts';
import { call, OPERATOR } from '../../harness/call.ts';
import { envelope, sqsEvent } from '../../harness/queued.ts';

const asOperator = { caller: OPERATOR };
const HEADERS = { headers: { 'idempotency-key': 'k' } };

export const putRule = (rule_id: string, sql: string, into: unknown) =>
  call(put, { method: 'PUT', path: { rule_id }, body: { sql, into }, ...asOperator });
export const readRule = (rule_id: string) => call(get, { path: { rule_id }, ...asOperator });
export const readRules = () => call(list, asOperator);
export const removeRule = (rule_id: string) => call(remove, { method: 'DELETE', path: { rule_id }, ...asOperator });
export const tryRule = (sql: string, into: unknown, payload: unknown, more: object = {}) =>
  call(attempt, { method: 'POST', body: { sql, into, payload, ...more }, ...HEADERS, ...asOperator });

/** A row of a fleet of the old protocol: `data` is JSON in a string. */
export const row = (type: string, data: object, more: object = {}) => ({
  id: '100042',
  imei: '860000000000042',
  pk: 'pk',
  type,
  data: JSON.stringify(data),
  ...more,
});

/** Raw messages reach the function in one batch, each from its device. */
export const deliver = (...messages: [device_id: string, payload: unknown][]) =>
  ingest(sqsEvent(...messages.map(([id, payload]) => envelope(id, payload, Date.now()))));
