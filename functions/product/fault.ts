import { refuse } from '../../lib/errors.ts';

/** The refusal of a model for what is at this place (a JSON pointer). */
export const refuseModel = (path: string, fault: string) => refuse('model_invalid', `${path || '/'} ${fault}.`);
