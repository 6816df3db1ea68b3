import { join } from 'node:path'
import {
  type CallProvider,
  type CallScript,
  callerSteps,
  createCaller,
  findScenario,
  listScenarios,
  type ProbeKind,
  type Readings,
  runScenario,
  type Scenario,
} from '@plivo-to-vobiz/simulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROOT } from '../agreement/workspace.ts'
import { countSteps, readCallLog } from './demo/call-log.ts'
import { createDeployment, URLS } from './demo/calls.ts'
import { createCleanUp } from './demo/clean-up.ts'
import { APPS } from './languages/apps.ts'
import { describeApp } from './languages/describe-app.ts'
import { createCall, createNonce, sendVobiz } from './languages/send-vobiz.ts'
import { startGateway } from './languages/start-gateway.ts'
import { startProcess } from './languages/start-process.ts'
import { startWitness, type Witness } from './languages/start-witness.ts'

/**
 * The journey of a team in any language that changes nothing: the example applications, each started as its README says,
 * behind the command of the gateway, called by both providers. Each application decides for itself, with the vendor's own
 * package where a registry has it, whether it believes what the gateway signed.
 */

const deployment = createDeployment()
const { publicUrl, plivoToken, vobizToken } = deployment
const secrets = { plivo: plivoToken, vobiz: vobizToken }

/** All that come with the simulator but those in which the application itself places the call. */
const SCENARIOS = listScenarios()
  .map(findScenario)
  .filter((scenario) => scenario !== undefined)
  .filter(({ place }) => place === undefined)
const isRefused = ({ script }: Scenario): boolean =>
  script.faults?.some((fault) => fault === 'unsigned' || fault === 'wrong-token') ?? false

const PROVIDERS: readonly CallProvider[] = ['plivo', 'vobiz']
const ATTACKS: readonly ProbeKind[] = ['unsigned', 'tampered', 'replayed', 'wrong-secret']

for (const app of APPS)
  describeApp(app, () => {
    const cleanUp = createCleanUp()
    let direct = ''
    let gateway = ''
    let witness: Witness = { url: '', seen: [] }
    beforeAll(async () => {
      const folder = join(ROOT, 'docs/examples', app.folder)
      const launch = await app.prepare(folder)
      const env = { PUBLIC_URL: publicUrl, PLIVO_AUTH_TOKEN: plivoToken, ...launch.env }
      direct = (await startProcess({ cwd: folder, ...launch, env }, cleanUp)).url
      witness = await startWitness(direct, cleanUp)
      gateway = (await startGateway(witness.url, deployment, cleanUp)).url
    }, 600_000)
    afterAll(() => cleanUp.run())

    const reached = (): readonly string[] => witness.seen.filter((request) => request.startsWith('POST'))
    const newlyReached = async (act: () => Promise<unknown>): Promise<readonly string[]> => {
      const before = reached().length
      await act()
      return reached().slice(before)
    }
    const send = (webhook: Parameters<typeof sendVobiz>[1]) => sendVobiz(gateway, webhook, deployment)
    const callerFor = (provider: CallProvider, url: string) =>
      createCaller({ provider, app: url, publicUrl, secret: secrets[provider] })

    describe('plays as either provider', () => {
      const play = (scenario: Scenario, readings: Partial<Readings> = {}) =>
        runScenario(scenario, { app: gateway, publicUrl, urls: URLS, secrets, readings })

      it.each(SCENARIOS)('$name', async (scenario) => {
        const { calls, comparison } = await play(scenario)
        const log = await readCallLog({ url: direct })
        for (const { transcript, probes } of calls) {
          const problems = transcript.entries.flatMap((entry) => entry.problems)
          expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
          expect(transcript.ok).toBe(true)
          expect(probes.filter(({ refused }) => !refused)).toEqual([])
          const entry = log.find(({ id }) => id === transcript.callUuid)
          if (isRefused(scenario)) expect(entry, transcript.provider).toBeUndefined()
          // What Plivo sends twice reaches the application twice, as ever.
          else if (transcript.provider === 'vobiz' || scenario.script.faults?.length === 0)
            expect(countSteps(entry, 'hangup'), transcript.provider).toBe(1)
        }
        const unexplained = comparison?.differences.filter(({ explained }) => !explained)
        expect(unexplained?.map(({ about, left, right }) => `${about}: ${left} / ${right}`)).toEqual([])
        if (comparison?.parity) return
        const [heard] = comparison?.differences.filter(({ about }) => about === 'caller') ?? []
        expect(heard).toMatchObject({ explained: true, rows: expect.arrayContaining(['C16']) })
        expect((await play(scenario, { recordAction: 'at-end' })).comparison?.parity).toBe(true)
      })
    })

    it('decides for itself who called, and its check is a real one', async () => {
      for (const kind of ATTACKS) {
        const probe = await callerFor('plivo', direct).probe(kind, { url: URLS.answer })
        expect(probe.refused, kind).toBe(true)
      }
      const probe = await callerFor('vobiz', direct).probe('replayed', { url: URLS.answer })
      expect(probe.exchanges.map(({ reply }) => reply?.status)).toEqual([403, 403])
    })

    it.each([
      ['accents, blanks and signs in a parameter', URLS.answer],
      ['a query in the answer URL', `${URLS.answer}?site=a%20b&room=7`],
    ])('believes the gateway as it believes Plivo: %s', async (_name, answer) => {
      const script: CallScript = {
        urls: { ...URLS, answer },
        customHeaders: { Note: 'Zoë & Søn, 1+1=2, 日本?' },
        inputs: [{ digits: '1' }],
        dials: [{ status: 'completed', seconds: 42 }],
      }
      const [plivo, vobiz] = [
        await callerFor('plivo', gateway).call(script),
        await callerFor('vobiz', gateway).call(script),
      ]
      expect(callerSteps(vobiz)).toEqual(callerSteps(plivo))
      // A servlet's parameters hold the query too: such a URL has never worked with this check.
      expect(plivo.ok).toBe(app.name !== 'Spring Boot' || answer === URLS.answer)
      expect(vobiz.ok).toBe(plivo.ok)
    })

    it('is never reached by what Vobiz did not sign', async () => {
      const params = { ...createCall(), Event: 'StartApp', CallStatus: 'ringing' }
      const statuses: number[] = []
      const got = await newlyReached(async () => {
        for (const bad of [{ isSigned: false }, { token: plivoToken }, { token: 'not-the-token' }, { nonce: '' }])
          statuses.push((await send({ path: URLS.answer, params, ...bad })).status)
      })
      expect(statuses).toEqual([403, 403, 403, 403])
      expect(got).toEqual([])
    })

    it.each(PROVIDERS)('gives bad requests of %s a 4xx', async (provider) => {
      const where = { url: URLS.answer, otherUrl: URLS.hangup }
      for (const kind of ATTACKS)
        expect(await callerFor(provider, gateway).probe(kind, where)).toMatchObject({ refused: true })
    })

    it('handles a delivery once, and refuses its nonce with another body', async () => {
      const params = { ...createCall(), Event: 'StartApp', CallStatus: 'ringing' }
      const webhook = { path: URLS.answer, params, nonce: createNonce() }
      const bodies: string[] = []
      const got = await newlyReached(async () => {
        for (let delivery = 0; delivery < 3; delivery += 1) {
          const reply = await send(webhook)
          expect(reply.status).toBe(200)
          bodies.push(await reply.text())
        }
        const stolen = await send({ ...webhook, params: { ...params, To: '19005550199' } })
        expect(stolen.status).toBe(403)
      })
      expect(got).toEqual([`POST ${URLS.answer}`])
      expect(bodies[0]).toContain('<Gather')
      expect(new Set(bodies).size).toBe(1)
    })

    it('hears of the end of a call once, however often and wherever it is told', async () => {
      const params = { ...createCall(), Event: 'Hangup', CallStatus: 'completed', Duration: '42' }
      const got = await newlyReached(async () => {
        for (const path of [URLS.hangup, URLS.answer, URLS.hangup])
          expect((await send({ path, params })).status).toBe(200)
      })
      expect(got).toEqual([`POST ${URLS.hangup}`])
      const log = await readCallLog({ url: direct })
      const entry = log.find(({ id }) => id === params.CallUUID)
      expect(entry).toMatchObject({ status: 'completed', seconds: 42, steps: ['hangup'] })
    })
  })
