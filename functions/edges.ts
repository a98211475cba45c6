/**
 * Which domain may use which: the whole list. What a domain uses of another it takes from that one's index.ts, in
 * TypeScript and in Lua alike (tests/house). All may use lib and events.
 */
export const EDGES: Record<string, readonly string[]> = {
  venue: [],
  account: [],
  contract: [],
  device: [],
  auth: ['device'],
  heatmap: ['venue'],
  gbfs: ['device'],
  rental: ['device', 'account'],
};
