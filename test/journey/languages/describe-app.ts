import { spawnSync } from 'node:child_process'
import { describe, it } from 'vitest'
import type { ExampleApp } from './apps.ts'

/** A suite for an application; with CI=true a missing language fails, elsewhere it skips and says why. */
export function describeApp({ name, needs }: ExampleApp, suite: () => void): void {
  const missing = needs.filter(([command, ...args]) => spawnSync(command, args).status !== 0)
  const reason = `these do not succeed here: ${missing.map((command) => command.join(' ')).join('; ')}`
  if (missing.length === 0) describe(name, suite)
  else if (process.env.CI === 'true')
    it(name, () => {
      throw new Error(`${reason}. With CI=true this is a failure, not a skip.`)
    })
  else describe.skip(`${name} (skipped: ${reason})`, suite)
}
