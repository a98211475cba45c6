import { ID } from '../../../events/id.ts';

/** What is wrong with an id, if something is. */
export function idFault(id: string): string | undefined {
  if (id === '') return 'It needs an id.';
  if (!ID.test(id)) return 'An id is 1 to 64 of A-Z a-z 0-9 _ . - and begins with a letter or a digit.';
  return undefined;
}
