import { describe, expect, it } from 'vitest'
import { startCall } from '../call/call.ts'
import type { CallProvider } from '../provider.ts'
import { toParams, type WebhookContent } from './to-params.ts'

/**
 * Bodies of the reference sheet on callbacks (section 9), ids shortened: key sets and order of captured requests.
 * They are what real webhooks look like, so they are typed here and not computed.
 */
const PAYLOADS: Record<string, string> = {
  'plivo answer outbound':
    'ALegRequestUUID=1&ALegUUID=1&BillRate=0.005&CallStatus=in-progress&CallUUID=1&CountryCode=US&Direction=outbound&Event=StartApp&From=14155550100&ParentAuthID=MAEXAMPLEEXAMPLE0001&RequestUUID=1&RouteType=Domestic_Anchored&STIRAttestation=Not+Applicable&STIRVerification=Not+Applicable&SessionStart=2026-05-04+10%3A00%3A05.120000&To=14155550122',
  'plivo answer inbound':
    'BillRate=0.005&CallStatus=ringing&CallUUID=1&CallerName=%2B14155550122&Direction=inbound&Event=StartApp&From=14155550122&ParentAuthID=MAEXAMPLEEXAMPLE0001&SessionStart=2026-05-04+10%3A00%3A05.120000&To=14155550100',
  'plivo ring outbound':
    'CallStatus=ringing&CallUUID=1&CallerName=&Direction=outbound&Event=Ring&From=%2B14155550100&ParentAuthID=MAEXAMPLEEXAMPLE0001&RequestUUID=1&SessionStart=2026-05-04+10%3A00%3A05.120000&To=14155550122',
  'plivo hangup outbound':
    'ALegRequestUUID=1&ALegUUID=1&AnswerTime=2026-05-04+15%3A30%3A05&BillDuration=120&BillRate=0.005&CallStatus=completed&CallUUID=1&Direction=outbound&Duration=66&EndTime=2026-05-04+15%3A31%3A11&Event=Hangup&From=14155550100&HangupCause=NORMAL_CLEARING&HangupCauseCode=4000&HangupCauseName=Normal+Hangup&HangupSource=Callee&ParentAuthID=MAEXAMPLEEXAMPLE0001&RequestUUID=1&STIRAttestation=Not+Applicable&STIRVerification=Not+Applicable&SessionStart=2026-05-04+10%3A00%3A05.120000&StartTime=2026-05-04+15%3A30%3A05&To=14155550122&TotalCost=0.01000',
  'vobiz answer inbound':
    'BillRate=0.45000&CallStatus=ringing&CallUUID=1&CallerName=%2B919800000001&CountryCode=&Direction=inbound&Event=StartApp&From=919800000001&ParentAuthID=MA_EXAMPLE1&RouteType=Not_Domestic&STIRAttestation=Not+Applicable&STIRVerification=Not+Applicable&SessionStart=2026-05-04+10%3A00%3A05.120000&To=917900000002',
  'vobiz answer outbound':
    'ALegRequestUUID=1&ALegUUID=1&BillRate=0.45000&CallStatus=in-progress&CallUUID=1&CallerName=&CountryCode=&Direction=outbound&Event=StartApp&From=917900000002&ParentAuthID=MA_EXAMPLE1&RequestUUID=1&RouteType=Not_Domestic&STIRAttestation=Not+Applicable&STIRVerification=Not+Applicable&SessionStart=2026-05-04+10%3A00%3A05.120000&To=919800000001',
  'vobiz ring outbound':
    'ALegRequestUUID=1&CallStatus=ringing&CallUUID=1&Direction=outbound&Event=Ring&From=917900000002&ParentAuthID=MA_EXAMPLE1&RequestUUID=1&STIRAttestation=Not+Applicable&SessionStart=2026-05-04+10%3A00%3A05.120000&To=919800000001',
  'vobiz hangup inbound':
    'AnswerTime=2026-05-04+15%3A30%3A05&BillDuration=120&BillRate=0.45000&CallStatus=completed&CallUUID=1&CallerName=%2B919800000001&Direction=inbound&Duration=66&EndTime=2026-05-04+15%3A31%3A11&Event=Hangup&From=919800000001&HangupCause=NORMAL_CLEARING&HangupCauseCode=4000&HangupCauseName=Normal+Hangup&HangupSource=Callee&ParentAuthID=MA_EXAMPLE1&STIRAttestation=Not+Applicable&STIRVerification=Not+Applicable&SessionStart=2026-05-04+10%3A00%3A05.120000&StartTime=2026-05-04+15%3A30%3A05&To=917900000002&TotalCost=0.90000',
}

const CONTENT: Record<string, WebhookContent> = {
  'ring outbound': { set: 'ring', event: 'Ring', status: 'ringing' },
  'answer inbound': { set: 'answer', event: 'StartApp', status: 'ringing' },
  'answer outbound': { set: 'answer', event: 'StartApp', status: 'in-progress' },
  'hangup inbound': { set: 'hangup', event: 'Hangup', status: 'completed' },
  'hangup outbound': { set: 'hangup', event: 'Hangup', status: 'completed' },
}

describe('toParams', () => {
  it.each(Object.entries(PAYLOADS))('writes the body of a %s', (name, payload) => {
    const [provider, moment, direction] = name.split(' ') as [CallProvider, string, 'inbound' | 'outbound']
    const call = startCall(
      provider,
      { urls: { answer: '/' }, direction },
      { uuid: '1', now: new Date('2026-05-04T10:00:05.120Z') },
    )
    call.answered = true
    if (moment === 'hangup') {
      call.seconds = 66
      call.end = { code: 4000, source: 'Callee', status: 'completed' }
    }
    expect(toParams(call, CONTENT[`${moment} ${direction}`] as WebhookContent)).toEqual(
      Object.fromEntries(new URLSearchParams(payload)),
    )
  })

  it('hands custom headers over under the prefix of each provider', () => {
    const params = (provider: CallProvider) =>
      toParams(
        startCall(
          provider,
          { urls: { answer: '/' }, customHeaders: { Ticket: '4821' } },
          { uuid: '1', now: new Date() },
        ),
        CONTENT['answer inbound'] as WebhookContent,
      )
    expect(params('plivo')['X-PH-Ticket']).toBe('4821')
    expect(params('vobiz')['X-VH-Ticket']).toBe('4821')
  })

  it('names no answer time for a call nobody took', () => {
    const call = startCall('vobiz', { urls: { answer: '/' }, direction: 'outbound' }, { uuid: '1', now: new Date() })
    call.end = { code: 6010, source: 'Carrier', status: 'no-answer' }
    const params = toParams(call, { set: 'hangup', event: 'Hangup', status: 'no-answer' })
    expect(params).not.toHaveProperty('AnswerTime')
    expect(params).toMatchObject({ HangupCause: 'NO_ANSWER', HangupCauseName: 'Ring Timeout Reached', Duration: '0' })
  })
})
