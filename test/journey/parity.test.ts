import {
  type CallUrls,
  type Difference,
  findFact,
  findScenario,
  listScenarios,
  runScenario,
  type ScenarioResult,
} from '@plivo-to-vobiz/simulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDeployment } from './demo/calls.ts'
import { createCleanUp } from './demo/clean-up.ts'
import { startApp } from './demo/start-app.ts'
import { copyExample } from './demo/workspace.ts'
import { type ParityApp, startParityApp } from './parity/app.ts'
import { putShimInFront } from './parity/shim-in-front.ts'

/**
 * Every scenario that comes with the simulator, as both providers: the caller notices nothing, or what differs is
 * something the fact sheets name. The judge is the tables of packages/mappings, not the shim.
 */

const deployment = createDeployment()
const secrets = { plivo: deployment.plivoToken, vobiz: deployment.vobizToken }
const URLS = { answer: '/voice/answer', ring: '/voice/ring', hangup: '/voice/hangup' }

const toText = ({ about, moment, left, right, rows }: Difference): string =>
  `${about} of ${moment}: ${left} / ${right} [${rows.join(' ')}]`

function judge(result: ScenarioResult): void {
  const { calls, comparison } = result
  for (const { transcript, missed, probes } of calls) {
    expect(
      transcript.entries.flatMap(({ problems }) => problems.filter(({ severity }) => severity === 'error')),
      transcript.provider,
    ).toEqual([])
    expect(missed).toEqual([])
    expect(probes.filter(({ refused }) => !refused)).toEqual([])
  }
  const differences = comparison?.differences ?? []
  expect(comparison).toBeDefined()
  expect(differences.filter(({ explained }) => !explained).map(toText)).toEqual([])
  for (const id of differences.flatMap(({ rows }) => rows)) expect(findFact(id), id).toBeDefined()
  for (const difference of differences) expect(difference.rows.length, toText(difference)).toBeGreaterThan(0)
  if (comparison?.parity === false) expect(differences.some(({ about }) => about === 'caller')).toBe(true)
}

const play = (name: string, app: string, urls: CallUrls = URLS): Promise<ScenarioResult> => {
  const scenario = findScenario(name)
  if (scenario === undefined) throw new Error(`no scenario ${name}`)
  return runScenario(scenario, { app, publicUrl: deployment.publicUrl, urls, secrets })
}

/** Scenarios in which the application itself places the call; test/journey/outbound.test.ts plays them. */
const isPlaced = (name: string): boolean => findScenario(name)?.place !== undefined
const names = listScenarios().filter((name) => !isPlaced(name))

describe('an application that serves every scenario, behind the shim', () => {
  let app: ParityApp
  beforeAll(async () => {
    app = await startParityApp(deployment)
  })
  afterAll(() => app.close())

  it.each(names)('%s', async (name) => judge(await play(name, app.url, { ...URLS, machine: '/voice/machine' })))

  it('plays more than two dozen', () => expect(names.length).toBeGreaterThan(24))
})

describe('the Express example, unchanged, behind the shim', () => {
  const cleanUp = createCleanUp()
  let url = ''
  beforeAll(async () => {
    url = (await startApp(putShimInFront(copyExample(cleanUp)), deployment, cleanUp)).url
  })
  afterAll(() => cleanUp.run())

  it.each(names)('%s', async (name) => judge(await play(name, url)))
})
