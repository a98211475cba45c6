import { api, bodyOf, type Schema } from '../../talk/api.ts';
import { AT_ONCE, inTurns } from '../form/in-turns.ts';

export type Registered = Pick<Schema<'RegisteredDevice'>, 'device_id' | 'product' | 'code' | 'key'>;

/** What became of several devices. */
export interface Registration {
  devices: Registered[];
  failed: { id: string; error: unknown }[];
}

/**
 * Registers each device. It rejects where the first is refused, as the others would be; of the others those that failed
 * are told.
 */
export async function register(
  ids: readonly string[],
  body: Schema<'DeviceBody'>,
  onDone: (done: number) => void,
): Promise<Registration> {
  const client = await api('console');
  const put = (id: string) =>
    bodyOf(client.PUT('/v1/devices/{device_id}', { params: { path: { device_id: id } }, body }));
  const [first, ...rest] = ids;
  const one = await put(first!);
  onDone(1);
  const outcomes = await inTurns(rest, AT_ONCE, put, (done) => onDone(done + 1));
  return {
    devices: [one, ...outcomes.flatMap((outcome) => ('result' in outcome ? [outcome.result] : []))],
    failed: outcomes.flatMap((outcome) => ('error' in outcome ? [{ id: outcome.item, error: outcome.error }] : [])),
  };
}
