// Mutation tests of what verifies and signs: `npm run mutate` in this folder, a quarter of an hour on two cores.
// A mutant that survives is a missing test, code to delete, or explained where it lives by a `Stryker disable` comment.
// biome-ignore lint/style/noDefaultExport: the tool reads the default export
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'stryker.vitest.config.ts' },
  mutate: [
    'src/*.ts',
    'src/providers/*.ts',
    '!src/*.{test,fixture}.ts',
    // Lists of exports and types.
    '!src/{index,verification,signature-scheme}.ts',
    // The loose readings imitate packages that do not belong to this one; those packages judge them on thousands of
    // random requests in test/oracle/signatures-plivo.test.ts and signatures-compat.test.ts, which cannot run here.
    '!src/providers/*-compat*.ts',
  ],
  coverageAnalysis: 'perTest',
  reporters: ['clear-text', 'json'],
  jsonReporter: { fileName: 'reports/mutation.json' },
  incrementalFile: 'reports/stryker-incremental.json',
  thresholds: { high: 100, low: 100, break: 100 },
  tempDirName: '.stryker-tmp',
  // The copy's tsconfig would look for the workspace's base one level too low; the compiler's own is found above it.
  ignorePatterns: ['tsconfig.json', 'dist'],
  tsconfigFile: 'none',
  concurrency: 2,
}
