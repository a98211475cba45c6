import { api, bodyOf } from '../../talk/api.ts';
import { AT_ONCE, inTurns } from '../form/in-turns.ts';

/** A device that gets a sticker. */
export interface Labelled {
  device_id: string;
  product: string;
  code: string;
}

/** What is read, and how far one has come. */
export interface Step {
  what: 'Devices found' | 'Codes read';
  done: number;
  all?: number;
}

const PAGE = 500;
/** So many are printed at once. */
export const MOST = 1000;

/** The devices of a product whose ids begin so, with their codes, by id. */
export async function readLabelled(
  product: string,
  prefix: string,
  onStep: (step: Step) => void,
): Promise<{ labelled: Labelled[]; failed: string[]; isCut: boolean }> {
  const client = await api('console');
  const found: { device_id: string; product: string }[] = [];
  let after: string | undefined;
  do {
    const query = { limit: PAGE, ...(product && { product }), ...(after !== undefined && { after }) };
    const page = await bodyOf(client.GET('/v1/fleet', { params: { query } }));
    found.push(...page.devices.filter(({ device_id }) => device_id.startsWith(prefix)));
    after = page.next;
    onStep({ what: 'Devices found', done: found.length });
  } while (after !== undefined && found.length <= MOST);

  const chosen = found.slice(0, MOST);
  const read = async ({ device_id }: { device_id: string }) =>
    (await bodyOf(client.GET('/v1/devices/{device_id}', { params: { path: { device_id } } }))).code;
  const outcomes = await inTurns(chosen, AT_ONCE, read, (done) =>
    onStep({ what: 'Codes read', done, all: chosen.length }),
  );
  return {
    labelled: outcomes.flatMap((one) => ('result' in one && one.result ? [{ ...one.item, code: one.result }] : [])),
    failed: outcomes.flatMap((one) => ('result' in one && one.result ? [] : [one.item.device_id])),
    isCut: found.length > MOST,
  };
}
