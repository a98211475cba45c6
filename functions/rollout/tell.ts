import { Problem } from '../../lib/errors.ts';
import { log } from '../../lib/log.ts';
import { order } from '../command/index.ts';
import { readKnown } from '../device/index.ts';
import { type Mark, mark } from './mark.ts';
import { commandOf, type Progress, type Rollout } from './rollout.ts';

/** Sends the action to targets that were taken. What fails on the way stays taken, and is told again. */
export async function tell(rollout: Rollout, progress: Progress, ids: readonly string[], now: number): Promise<void> {
  const marks = await Promise.all(ids.map((id) => tellOne(rollout, id, now)));
  await mark(
    rollout,
    progress,
    marks.filter((one) => one !== undefined),
    now,
  );
}

async function tellOne(rollout: Rollout, device_id: string, now: number): Promise<Mark | undefined> {
  const { rollout_id, action, input, expires_in_s } = rollout;
  const command_id = commandOf(rollout_id, device_id);
  const asked = { command_id, action, by: 'operator' as const, rollout_id, expires_in_s };
  try {
    await order(
      await readKnown(device_id),
      { ...asked, ...(input !== undefined && { input: JSON.parse(input) as unknown }) },
      now,
    );
    return [device_id, 'told'];
  } catch (error) {
    if (error instanceof Problem) {
      return error.reason === 'device_offline' ? [device_id, 'offline'] : [device_id, 'failed', error.reason];
    }
    log.warn('a target could not be told yet', { rollout: rollout_id, device: device_id, error: error as Error });
    return undefined;
  }
}
