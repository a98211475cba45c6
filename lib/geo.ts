import lua from './geo.lua';

/** The Lua part that knows what has moved too far. */
export const geo = { name: 'lib.geo', lua };
