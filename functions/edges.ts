/**
 * Which domain may use which: the complete list. A domain uses of another only what its index.ts exports, in TypeScript
 * and in Lua alike (tests/house). All may use lib and events.
 */
export const EDGES: Record<string, readonly string[]> = {
  venue: [],
  account: [],
  product: [],
  rejection: [],
  contract: [],
  device: ['product', 'rejection'],
  auth: ['device', 'account'],
  heatmap: ['venue', 'product', 'device', 'rejection'],
  gbfs: ['device', 'product'],
  command: ['device', 'product', 'rejection'],
  rollout: ['command', 'device', 'product'],
  rental: ['device', 'account', 'product', 'command', 'rejection'],
  series: ['device', 'product'],
  usage: ['rental', 'rejection'],
  rule: [],
  // copies the keys of all by their declarations in functions/keys.ts, and uses nobody
  backup: [],
};
