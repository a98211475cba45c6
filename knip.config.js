// What nobody imports: exports, types, files, packages. Knip reads package.json's scripts and Jest's config by itself.
import { readDoors } from './deploy/doors.mjs';

export default {
  workspaces: {
    '.': {
      entry: [
        ...readDoors().map(({ source }) => source),
        'deploy/stack.cjs', // of serverless.yml
        'deploy/stack.ts', // of deploy/stack.cjs
        'deploy/stage.ts',
        'lib/{compile,compiled}.ts', // of deploy/contract-data.mjs
        'docs/washer.mjs', // of docs/commands.md
        'local/plugin.ts', // of local/plugin.cjs
        'web/{main.tsx,offline.ts}', // of web/build.mjs
        'bench/main.ts', // of bench/start.mjs, by esbuild
        'tests/chaos/{main,faulty-request}.ts', // of tests/chaos/start.mjs, by esbuild
        'tests/harness/clock.cjs', // by node --require
        'tests/harness/aws-cli.mjs', // by tests/harness/aws-cli.ts, as a program
        'tests/mutants/{main,worker}.ts',
        'tests/mutants/jest/*.ts', // of the configuration that mutants/jest/config.ts makes
        'tests/**/*.test.ts',
      ],
      project: ['**/*.{ts,tsx,mts,mjs,cjs,js}'],
    },
    'packages/iot-sql': {},
    'deploy/client': {}, // runs openapi-typescript
  },
  ignore: ['events/published/api.generated.ts'],
  ignoreBinaries: ['luacheck', 'openssl', 'redis-server', 'victoria-metrics'], // local/prepare.mjs installs them; openssl is for who asks for TLS
};
