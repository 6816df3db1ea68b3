import { CALL_PARAMS, WEBHOOK_PARAMS, type WebhookParamsRow } from '@plivo-to-vobiz/mappings'
import { describe, expect, it } from 'vitest'
import { playAgainst } from '../play.fixture.ts'
import type { CallProvider } from '../provider.ts'
import type { CallScript } from '../script.ts'

/** What is sent is what the rows say is sent: every parameter of every webhook, in calls that use every element. */

const INPUT = { plivo: 'GetInput', vobiz: 'Gather' } as const
const answers = (provider: CallProvider) => ({
  '/answer':
    `<${INPUT[provider]} action="/menu" inputType="dtmf" redirect="false"/>` +
    `<${INPUT[provider]} action="/menu" inputType="dtmf speech" redirect="false"/>` +
    '<Stream statusCallbackUrl="/stream" bidirectional="true" audioTrack="inbound">wss://x.example/a</Stream>' +
    '<Dial callerId="1" action="/dialled" redirect="false" callbackUrl="/events" digitsMatch="1"><Number>1</Number></Dial>' +
    '<Record action="/recorded" redirect="false" callbackUrl="/file"/>' +
    '<Conference callbackUrl="/room" action="/left" redirect="false" digitsMatch="1" waitSound="/wait" startConferenceOnEnter="false" hangupOnStar="true">r</Conference>' +
    '<Redirect>/next</Redirect>',
  '/menu': '',
  '/next': '',
})
const SCRIPT: Partial<CallScript> = {
  urls: { answer: '/answer', ring: '/ring', hangup: '/hangup', machine: '/machine' },
  machineDetection: 'continue',
  answeredBy: 'machine',
  inputs: [{ digits: '1' }, { speech: 'sales' }],
  dials: [{ status: 'completed', keys: '1' }],
  stays: [{ ends: 'star', keys: '1' }],
}

const UNLISTED = new Set(['wait-sound', 'dial-sound', 'transcription', 'fallback'])

describe.each(['plivo', 'vobiz'] as const)('%s', (provider) => {
  it.each(['inbound', 'outbound'] as const)('%s: sends nothing the rows do not list', async (direction) => {
    const { transcript } = await playAgainst(provider, answers(provider), { ...SCRIPT, direction })
    const rows = (WEBHOOK_PARAMS as readonly WebhookParamsRow[]).filter((row) => row.provider === provider)
    const seen = new Set<string>()
    for (const entry of transcript.entries) {
      if (entry.kind !== 'exchange') continue
      const { moment, params } = entry.request
      seen.add(moment)
      if (UNLISTED.has(moment)) continue
      const known = rows
        .filter((row) => row.webhook === moment && (row.direction ?? direction) === direction)
        .flatMap((row) => row.params)
      const unknown = Object.keys(params).filter((name) => ![...CALL_PARAMS, ...known].includes(name))
      expect(unknown, moment).toEqual([])
    }
    for (const moment of [
      'input',
      'stream',
      'dial-event',
      'dial-result',
      'record',
      'record-ready',
      'conference',
      'redirect',
    ])
      expect(seen, moment).toContain(moment)
  })
})
