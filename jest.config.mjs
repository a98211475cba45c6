const swc = {
  jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
  module: { type: 'commonjs' },
};

export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/tests'],
  globalSetup: '<rootDir>/tests/harness/global-setup.ts',
  globalTeardown: '<rootDir>/tests/harness/global-teardown.ts',
  testTimeout: 60_000,
  transform: {
    '^.+\\.[cm]?[tj]s$': ['@swc/jest', swc],
    '\\.lua$': '<rootDir>/tests/harness/lua.cjs',
  },
  // these ship as ES modules or TypeScript only
  transformIgnorePatterns: [
    '/node_modules/(?!(aedes|aedes-persistence|aedes-packet|mqemitter|typebox|jose|gbfs-typescript-types)/)',
  ],
  reporters: ['<rootDir>/tests/harness/reporter.mjs'],
};
