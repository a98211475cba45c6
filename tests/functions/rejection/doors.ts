import { handler as device } from '../../../functions/rejection/http/device.ts';
import { handler as list } from '../../../functions/rejection/http/list.ts';
import { call, OPERATOR } from '../../harness/call.ts';

export const rejectionsOf = (device_id: string, query: Record<string, string> = {}) =>
  call(device, { path: { device_id }, query, caller: OPERATOR });

export const allRejections = (query: Record<string, string> = {}) => call(list, { query, caller: OPERATOR });
