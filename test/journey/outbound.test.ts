import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { findFact, findScenario, listScenarios, runScenario, type ScenarioResult } from '@plivo-to-vobiz/simulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDeployment } from './demo/calls.ts'
import { type ParityApp, startParityApp } from './parity/app.ts'

/**
 * Outbound flows end to end: the application places calls with Plivo's own SDK or with our client, at the addresses
 * these have built in, and an operator acts on them. Only the network is replaced.
 */

const deployment = createDeployment()
const secrets = { plivo: deployment.plivoToken, vobiz: deployment.vobizToken }
let app: ParityApp
let restPort = 0

beforeAll(async () => {
  restPort = await findFreePort()
  process.env.SIMULATOR_REST_URL = `http://127.0.0.1:${restPort}`
  const { REDIRECTED_TO } = await import('@plivo-to-vobiz/simulator/redirect-rest')
  expect(REDIRECTED_TO).toBe(process.env.SIMULATOR_REST_URL)
  app = await startParityApp(deployment)
})
afterAll(() => app.close())

async function findFreePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function play(name: string): Promise<ScenarioResult> {
  const scenario = findScenario(name)
  if (scenario === undefined) throw new Error(`no scenario ${name}`)
  return runScenario(scenario, {
    app: app.url,
    publicUrl: deployment.publicUrl,
    urls: { answer: '/unused' },
    secrets,
    restPort,
  })
}

const steps = ({ calls }: ScenarioResult, index: number): readonly string[] =>
  calls[index]?.transcript.entries.flatMap((entry) =>
    entry.kind === 'step' ? [`${entry.at} ${entry.action} ${entry.text}`] : [],
  ) ?? []

const placed = listScenarios().filter((name) => findScenario(name)?.place !== undefined)

describe('calls the application places itself', () => {
  it.each(placed)('%s: the same on both, or explained', async (name) => {
    const result = await play(name)
    for (const { transcript } of result.calls) {
      expect(transcript.entries.flatMap(({ problems }) => problems)).toEqual([])
      expect(transcript.callUuid).not.toBe('')
    }
    const differences = result.comparison?.differences ?? []
    expect(differences.filter(({ explained }) => !explained)).toEqual([])
    for (const id of differences.flatMap(({ rows }) => rows)) expect(findFact(id), id).toBeDefined()
    expect(result.ok).toBe(true)
  })

  it('go on with another document when they are transferred', async () => {
    const result = await play('transferred-by-operator')
    for (const index of [0, 1]) {
      const seen = steps(result, index)
      expect(seen).toContain('17 asks to transfer the call (aleg)')
      expect(seen.at(-2)).toBe('17 hears "You are being transferred."')
    }
  })

  it('hear what is spoken into them, and end when told to', async () => {
    const result = await play('ended-by-operator')
    for (const index of [0, 1]) {
      expect(steps(result, index)).toContain('15 hears "One moment please."')
      expect(steps(result, index)).toContain('21 ends the application ends the call')
      const entries = result.calls[index]?.transcript.entries ?? []
      const sent = entries.flatMap((entry) => (entry.kind === 'exchange' ? [entry.request] : []))
      expect(sent.find(({ moment }) => moment === 'hangup')?.params).toMatchObject({
        HangupSource: 'API Request',
        Duration: '16',
      })
    }
  })

  it('say so when no call was placed', async () => {
    const scenario = findScenario('placed-by-application')
    if (scenario === undefined) throw new Error('no such scenario')
    const place = { path: '/voice/nothing-here' }
    const options = { app: app.url, publicUrl: deployment.publicUrl, urls: { answer: '/' }, secrets, restPort }
    const result = await runScenario({ ...scenario, place }, options)
    expect(result.ok).toBe(false)
    const codes = result.calls[0]?.transcript.entries.flatMap(({ problems }) => problems.map(({ code }) => code))
    expect(codes).toContain('not-placed')
  })
})
