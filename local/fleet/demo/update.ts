import { bodyOf, newKey, type Schema } from '../client.ts';
import { operator } from '../operator.ts';

/** Few at a time, so that one can watch it. */
const TERMS = { canary: 0.2, per_minute: 3, stop_at_failed: 0.5 };
const INPUT = { version: '1.1.0', url: 'https://example.com/firmware-1.1.0.bin', sha256: 'a'.repeat(64) };

/** Updates the firmware of the demo's bikes by a rollout, and tells how far it is. */
export async function openUpdate(api: string, token?: string) {
  const ask = operator(api, token);
  const body = { product: 'bike', action: 'update', input: INPUT, where: { firmware: '1.0.0' }, ...TERMS };
  let rollout: Schema<'RolloutView'> = await bodyOf(ask.POST('/v1/rollouts', { params: { header: newKey() }, body }));
  const refresh = async (): Promise<void> => {
    const params = { path: { rollout_id: rollout.rollout_id } };
    rollout = await bodyOf(ask.GET('/v1/rollouts/{rollout_id}', { params })).catch(() => rollout);
  };
  return {
    /** As it was when it was asked for last. */
    progress: () => {
      void refresh();
      const { total, done, failed } = rollout.counts;
      return `update ${rollout.state}: ${done} of ${total} bikes done, ${failed} failed`;
    },
  };
}
