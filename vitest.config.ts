import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

// Workspace packages resolve to their TypeScript source in tests; test/packed covers the build.
const SOURCE = '@plivo-to-vobiz/source'
// 'import' must not be named here: vitest hands these to Node, where they would apply to `require` as well.
const conditions = [SOURCE, 'node', 'development|production']

const project = (name: string, include: string[], testTimeout = 20_000) => ({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: [SOURCE, 'node'] } },
  test: { name, include, testTimeout, hookTimeout: testTimeout },
})

export default defineConfig({
  test: {
    // Many tests wait for other processes: one worker, as a machine of two cores would get, leaves it idle half the time.
    maxWorkers: Math.max(2, availableParallelism()),
    projects: [
      project('unit', ['packages/*/src/**/*.test.ts', 'codemods/{src,transforms}/**/*.test.ts', 'docs/**/*.test.ts']),
      project('contract', ['test/contract/**/*.test.ts'], 60_000),
      project('agreement', ['test/agreement/**/*.test.ts'], 60_000),
      project('oracle', ['test/oracle/**/*.test.ts'], 120_000),
      project('journey', ['test/journey/**/*.test.ts'], 120_000),
      project('browser', ['test/browser/**/*.test.ts'], 180_000),
      project('packed', ['test/packed/**/*.test.ts'], 300_000),
    ],
    coverage: {
      provider: 'v8',
      include: ['packages/*/src/**/*.ts', 'codemods/{src,transforms}/**/*.ts'],
      exclude: ['**/*.test.ts', '**/fixtures/**', '**/generated/**'],
      reporter: ['text-summary', 'json-summary'],
    },
  },
})
