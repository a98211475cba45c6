// What nobody imports: exports, types, files, packages. Knip reads package.json's scripts and Jest's config by itself.
import { doors } from './local/doors.mjs';

export default {
  entry: [
    ...Object.values(doors()),
    'functions/domains.cjs', // of serverless.yml
    'local/plugin.ts', // of local/plugin.cjs
    'bench/main.ts', // of bench/start.mjs, by esbuild
    'tests/harness/clock.cjs', // by node --require
    'tests/**/*.test.ts',
  ],
  project: ['**/*.{ts,mts,mjs,cjs,js}'],
  ignoreBinaries: ['luacheck', 'redis-server'], // local/prepare.mjs installs them
  // Still to be cleared; a file goes from this list once it is clean.
  ignoreIssues: {
    'events/rental.ts': ['types'],
    'events/venue.ts': ['exports'],
    'functions/heatmap/aggregate.ts': ['types'],
    'functions/heatmap/clean.ts': ['exports'],
    'functions/heatmap/floorplan.ts': ['types'],
  },
};
