import { once } from 'node:events'
import type { CallProvider, CallScript, Transcript } from '@plivo-to-vobiz/simulator'
import { afterEach, describe, expect, it } from 'vitest'
import { sendBadRequests } from './demo/bad-requests.ts'
import { countSteps, readCallLog } from './demo/call-log.ts'
import { createCallerFor, createDeployment, SALES_CALL, VOICEMAIL_CALL } from './demo/calls.ts'
import { createCleanUp } from './demo/clean-up.ts'
import { type RunningApp, startApp } from './demo/start-app.ts'
import { copyExample } from './demo/workspace.ts'
import { startGateway } from './languages/start-gateway.ts'
import type { RunningProcess } from './languages/start-process.ts'

/** The journey of a team that changes nothing: its application behind the command, called by both providers. */

const cleanUp = createCleanUp()
afterEach(() => cleanUp.run())

const deployment = createDeployment()
const PROVIDERS: readonly CallProvider[] = ['plivo', 'vobiz']

const startGatewayFor = (upstream: string): Promise<RunningProcess> => startGateway(upstream, deployment, cleanUp)

const call = (provider: CallProvider, app: Pick<RunningApp, 'url'>, script: CallScript): Promise<Transcript> =>
  createCallerFor(provider, app, deployment).call(script)

const problems = ({ entries }: Transcript): readonly string[] =>
  entries.flatMap((entry) => entry.problems.map(({ severity, message }) => `${severity}: ${message}`))

describe('the unchanged Express example behind the gateway', () => {
  it.each([
    ['sales call', SALES_CALL],
    ['voicemail call', VOICEMAIL_CALL],
  ])('takes a %s from either provider, and hangs up once', async (_name, script) => {
    const gateway = await startGatewayFor((await startApp({ folder: copyExample(cleanUp) }, deployment, cleanUp)).url)
    const log = []
    for (const provider of PROVIDERS) {
      const transcript = await call(provider, gateway, script)
      expect(problems(transcript), provider).toEqual([])
      const entry = (await readCallLog(gateway)).find(({ id }) => id === transcript.callUuid)
      expect(countSteps(entry, 'hangup'), provider).toBe(1)
      log.push(entry)
    }
    const [plivo, vobiz] = log
    expect(plivo?.steps.filter((step) => !vobiz?.steps.includes(step))).toEqual([])
    expect(vobiz?.status).toBe(plivo?.status)
  })

  it('is not reached by bad requests of either provider', async () => {
    const gateway = await startGatewayFor((await startApp({ folder: copyExample(cleanUp) }, deployment, cleanUp)).url)
    for (const provider of PROVIDERS)
      for (const { kind, refused } of await sendBadRequests(createCallerFor(provider, gateway, deployment)))
        expect(refused, `${provider} ${kind}`).toBe(true)
  })

  it('may die: the gateway says so, prints no secret, and stops as told', async () => {
    const app = await startApp({ folder: copyExample(cleanUp) }, deployment, cleanUp)
    const gateway = await startGatewayFor(app.url)
    await app.stop()
    expect((await call('vobiz', gateway, SALES_CALL)).ok).toBe(false)
    expect(gateway.printed()).toContain('"code":"upstream-failed"')
    expect((await fetch(`${gateway.url}/_gateway/healthz`)).status).toBe(200)
    expect((await fetch(`${gateway.url}/_gateway/readyz`)).status).toBe(503)
    const exited = once(gateway.child, 'exit')
    gateway.child.kill('SIGTERM')
    expect(await exited).toEqual([0, null])
    for (const token of [deployment.plivoToken, deployment.vobizToken]) expect(gateway.printed()).not.toContain(token)
  })
})
