const swc = {
  jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
  module: { type: 'commonjs' },
};

const common = {
  testEnvironment: 'node',
  setupFiles: ['<rootDir>/tests/harness/environment.ts'],
  transform: {
    '^.+\\.[cm]?[tj]s$': ['@swc/jest', swc],
    '\\.lua$': '<rootDir>/tests/harness/lua.cjs',
  },
  // these ship as ES modules or TypeScript only
  transformIgnorePatterns: [
    '/node_modules/(?!(@seriousme/openapi-schema-validator|aedes|aedes-persistence|aedes-packet|mqemitter|typebox|jose|oauth4webapi|qr|gbfs-typescript-types)/)',
  ],
};

export default {
  projects: [
    {
      ...common,
      displayName: 'unit', // starts nothing, or a Redis or a broker of its own
      roots: ['<rootDir>/tests'],
      testPathIgnorePatterns: ['<rootDir>/tests/e2e/'],
    },
    {
      ...common,
      displayName: 'stack', // all share one whole stack
      roots: ['<rootDir>/tests/e2e'],
      globalSetup: '<rootDir>/tests/harness/global-setup.ts',
      globalTeardown: '<rootDir>/tests/harness/global-teardown.ts',
    },
  ],
  testTimeout: 60_000,
  reporters: ['<rootDir>/tests/harness/reporter.mjs'],
};
