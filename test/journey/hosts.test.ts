import type { CallProvider, CallScript, Transcript } from '@plivo-to-vobiz/simulator'
import { afterEach, describe, expect, it } from 'vitest'
import { countSteps, readCallLog } from './demo/call-log.ts'
import { createCallerFor, createDeployment, SALES_CALL, VOICEMAIL_CALL } from './demo/calls.ts'
import { type RunningExample, startExample } from './example-process.ts'

/** Unchanged Plivo applications on other frameworks than Express, alone and behind the intercept of their host. */

let running: RunningExample | undefined
afterEach(async () => {
  await running?.stop()
  running = undefined
})

const deployment = createDeployment()

async function start(program: string): Promise<{ url: string; stop: () => Promise<void> }> {
  running = await startExample(program, {
    HOST: '127.0.0.1',
    PUBLIC_URL: deployment.publicUrl,
    PLIVO_AUTH_TOKEN: deployment.plivoToken,
    VOBIZ_AUTH_TOKEN: deployment.vobizToken,
    // The application of NestJS has decorators.
    TSX_TSCONFIG_PATH: new URL('../../docs/examples/nest-ivr/tsconfig.json', import.meta.url).pathname,
  })
  return { url: `http://127.0.0.1:${running.port}`, stop: running.stop }
}

const call = (provider: CallProvider, app: Awaited<ReturnType<typeof start>>, script: CallScript) =>
  createCallerFor(provider, app, deployment).call(script)

const problems = ({ entries }: Transcript): readonly string[] =>
  entries.flatMap((entry) => entry.problems.map(({ severity, message }) => `${severity}: ${message}`))
const statuses = ({ entries }: Transcript): readonly (number | undefined)[] =>
  entries.flatMap((entry) => (entry.kind === 'exchange' ? [entry.reply?.status] : []))

describe.each(['fastify-ivr/server.js', 'nest-ivr/src/main.ts'])('%s as it is', (program) => {
  it('takes calls from Plivo and none from Vobiz', async () => {
    const app = await start(program)
    expect(problems(await call('plivo', app, SALES_CALL))).toEqual([])
    expect(new Set(statuses(await call('vobiz', app, SALES_CALL)))).toEqual(new Set([403]))
  })
})

describe.each(['fastify-ivr/server-both.js', 'nest-ivr/src/main-both.ts', 'nest-ivr/src/main-both-fastify.ts'])(
  '%s',
  (program) => {
    it('takes a sales call and a voicemail from either platform, and does the same for both', async () => {
      const app = await start(program)
      const steps: unknown[] = []
      for (const script of [SALES_CALL, VOICEMAIL_CALL]) {
        for (const provider of ['plivo', 'vobiz'] as const) {
          const transcript = await call(provider, app, script)
          expect(problems(transcript), provider).toEqual([])
          const entry = (await readCallLog(app)).find(({ id }) => id === transcript.callUuid)
          expect(countSteps(entry, 'hangup'), provider).toBe(1)
          expect(entry?.status).toBe('completed')
          if (script === VOICEMAIL_CALL) expect(entry?.message).toMatch(/^https:\/\/media\.example\.com\//)
          else steps.push(entry?.steps)
        }
      }
      expect(steps[1]).toEqual(steps[0])
    })
  },
)
