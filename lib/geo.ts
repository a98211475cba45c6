import lua from './geo.lua';

/** The Lua part that measures distances. */
export const geo = { name: 'lib.geo', lua };
