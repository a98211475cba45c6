import lua from './hash.lua';

/** For scripts that read and write many fields of a hash. */
export const hash = { name: 'lib.hash', lua };
