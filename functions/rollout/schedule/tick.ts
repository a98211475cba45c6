import { openRollouts } from '../store.ts';
import { wake } from '../wake.ts';

/** Every minute: the rate allows more, and what was interrupted goes on. */
export const handler = async (): Promise<void> => {
  await Promise.all((await openRollouts()).map(wake));
};
