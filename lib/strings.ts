import lua from './strings.lua';

/** For scripts that read and write many strings. */
export const strings = { name: 'lib.strings', lua };
