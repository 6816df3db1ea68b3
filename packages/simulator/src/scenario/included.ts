import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseScenario } from './parse-scenario.ts'
import type { Scenario } from './scenario.ts'

const FOLDER = new URL('../../scenarios/', import.meta.url)
const EXTENSION = '.yaml'

/** Names of the scenarios that come with the package, sorted. */
export function listScenarios(): readonly string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(EXTENSION))
    .map((file) => file.slice(0, -EXTENSION.length))
    .sort()
}

/** One of them, or nothing when there is none of that name. */
export function findScenario(name: string): Scenario | undefined {
  if (!listScenarios().includes(name)) return undefined
  const file = new URL(name + EXTENSION, FOLDER)
  return parseScenario(readFileSync(file, 'utf8'), fileURLToPath(file))
}
