import { defineConfig } from 'vitest/config'

// The suites that judge verification; hostile-input.test.ts is left out: it is about size, and slow.
export default defineConfig({
  test: { include: ['src/*.test.ts'], exclude: ['src/hostile-input.test.ts'], testTimeout: 20_000 },
})
