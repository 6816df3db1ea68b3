import { createHmac, timingSafeEqual } from 'node:crypto'
import { createRequire } from 'node:module'
import { verify as verifyOctokit } from '@octokit/webhooks-methods'
import { type Provider, sign, verify, type WebhookRequest } from '@plivo-to-vobiz/signatures'
import plivo from 'plivo'
import { Webhook } from 'standardwebhooks'
import twilio from 'twilio'
import { measureImport } from './import-time.ts'
import { type Case, type Group, measure, printResults } from './rounds.ts'

const require = createRequire(import.meta.url)
const { RestClient }: { RestClient: { validateRequest: Validate } } = require('@signalwire/compatibility-api')
const { WebhookResponse }: { WebhookResponse: { verifyJambonzSignature: (secret: string) => Middleware } } =
  require('@jambonz/node-client')

type Fields = Readonly<Record<string, string>>
type Validate = (key: string, header: string, url: string, params: Fields) => boolean
type Middleware = (request: object, response: object, next: () => void) => void

const SECRET = '7381e3b313af1f29d29f49b4f738169211bbc2d1'
const NONCE = '12345678901234567890'
const NOW = Math.floor(Date.now() / 1000)
const JSON_BODY = JSON.stringify({ call_sid: 'c-1', direction: 'inbound', from: '15551230001', to: '15551230002' })

/** What any Node server puts around a webhook. */
const USUAL_HEADERS = {
  host: 'voice.acme.example',
  'user-agent': 'callbacks/1.0',
  accept: '*/*',
  'accept-encoding': 'gzip, deflate',
  'content-type': 'application/x-www-form-urlencoded',
  'content-length': '431',
  'x-forwarded-for': '203.0.113.9',
  'x-forwarded-proto': 'https',
  'x-request-id': '5b7e9f0f3d1c4c6f',
  connection: 'close',
}

const PARAMS: Fields = {
  CallUUID: '7c1f0c52-0a8e-4a53-9f0e-2a1d3b7f9c11',
  From: '14155550101',
  To: '+14155550199',
  Direction: 'inbound',
  CallStatus: 'in-progress',
  Event: 'StartApp',
  BillRate: '0.00850',
  ParentAuthID: 'MAVECTORSAAAAAAAAAAA',
  SessionStart: '2026-01-15 09:14:33.238707',
  CallerName: '14155550101',
  RouteType: 'domestic',
  STIRVerification: 'Not Verified',
  STIRAttestation: '',
  ALegUUID: '7c1f0c52-0a8e-4a53-9f0e-2a1d3b7f9c11',
  ALegRequestUUID: '0a8e7c1f-0c52-4a53-9f0e-2a1d3b7f9c11',
}

const REQUEST: WebhookRequest = {
  method: 'POST',
  url: 'https://voice.acme.example/plivo/answer',
  headers: {},
}

/** A signed request as a Node server sees it: header names in lower case. */
function receive(provider: Provider, request: WebhookRequest): WebhookRequest {
  const signed = sign(provider, request, { secret: SECRET, nonce: NONCE, timestamp: NOW })
  const headers = Object.fromEntries(Object.entries(signed).map(([name, value]) => [name.toLowerCase(), value]))
  return { ...request, headers: { ...USUAL_HEADERS, ...headers } }
}

/** A case that stops the run when the verdict is no: a refusal is quick for the wrong reason. */
function accepting(name: string, judge: () => boolean | Promise<boolean>, goal = ''): Case {
  const insist = (accepted: boolean): boolean => {
    if (!accepted) throw new Error(`${name} does not accept its own request.`)
    return accepted
  }
  const run = () => {
    const verdict = judge()
    return typeof verdict === 'boolean' ? insist(verdict) : verdict.then(insist)
  }
  return { name, run, goal }
}

/** The least any verifier does: hash 60 bytes, print, compare. */
function createFloor(): Case {
  const text = `${REQUEST.url}.${NONCE}`.padEnd(60, '0')
  const digest = () => createHmac('sha256', SECRET).update(text).digest('base64')
  const received = digest()
  return accepting('raw createHmac, base64, timingSafeEqual', () =>
    timingSafeEqual(Buffer.from(digest()), Buffer.from(received)),
  )
}

const ours = (provider: Provider, request: WebhookRequest, goal: string): Case => {
  const received = receive(provider, request)
  return accepting(`verify('${provider}', …)`, () => verify(provider, received, { secrets: SECRET }).ok, goal)
}

function nonceGroup(): Group {
  const posted = { ...REQUEST, params: PARAMS }
  const received = receive('plivo', posted)
  const web = { ...received, headers: toWebHeaders(received) }
  const signature = sign('plivo', posted, { secret: SECRET, nonce: NONCE })['X-Plivo-Signature-V3'] ?? ''
  const twilioSignature = twilio.getExpectedTwilioSignature(SECRET, REQUEST.url, PARAMS)
  const octokitSignature = `sha256=${createHmac('sha256', SECRET).update(JSON_BODY).digest('hex')}`
  return {
    title: 'Vobiz and Plivo V3, 15 parameters',
    cases: [
      createFloor(),
      ours('vobiz', posted, '>= 0.80'),
      accepting('@octokit/webhooks-methods verify', () => verifyOctokit(SECRET, JSON_BODY, octokitSignature)),
      ours('plivo', posted, '>= 0.50'),
      accepting('plivo validateV3Signature', () =>
        // Its arrays are sorted in place and its objects read only, so the same parameters can be passed again.
        Boolean(plivo.validateV3Signature('POST', REQUEST.url, NONCE, SECRET, signature, PARAMS)),
      ),
      accepting('twilio validateRequest, same parameters', () =>
        twilio.validateRequest(SECRET, twilioSignature, REQUEST.url, PARAMS),
      ),
      accepting("verify('plivo', …), web Headers", () => verify('plivo', web, { secrets: SECRET }).ok),
    ],
  }
}

function toWebHeaders({ headers }: WebhookRequest): Headers {
  return new Headers(Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]))
}

function bodyGroup(): Group {
  const request = { ...REQUEST, rawBody: JSON_BODY }
  const key = Buffer.from(SECRET).toString('base64')
  const standard = new Webhook(key)
  const standardHeaders = {
    'webhook-id': 'm1',
    'webhook-timestamp': String(NOW),
    'webhook-signature': standard.sign('m1', new Date(NOW * 1000), JSON_BODY),
  }
  return {
    title: 'Voicebip and jambonz, JSON body',
    cases: [
      createFloor(),
      ours('voicebip', request, '>= 0.65'),
      ours('jambonz', request, '>= 0.65'),
      accepting('@jambonz/node-client verifyJambonzSignature', createJambonz(request)),
      accepting('standardwebhooks verify', () => standard.verify(JSON_BODY, standardHeaders) !== undefined),
    ],
  }
}

function createJambonz(request: WebhookRequest): () => boolean {
  const header = sign('jambonz', request, { secret: SECRET, timestamp: NOW })['Jambonz-Signature']
  const middleware = WebhookResponse.verifyJambonzSignature(SECRET)
  const express = { url: '/', body: JSON.parse(JSON_BODY), get: () => header }
  return () => {
    let passed = false
    middleware(express, {}, () => {
      passed = true
    })
    return passed
  }
}

function signalwireGroup(): Group {
  const posted = { ...REQUEST, params: PARAMS }
  const signature = sign('signalwire', posted, { secret: SECRET })['X-SignalWire-Signature'] ?? ''
  return {
    title: 'SignalWire, 15 parameters',
    cases: [
      createFloor(),
      ours('signalwire', posted, '>= 0.45'),
      accepting('@signalwire/compatibility-api validateRequest', () =>
        RestClient.validateRequest(SECRET, signature, REQUEST.url, PARAMS),
      ),
    ],
  }
}

/** Verifying a webhook beside the packages of the platforms and of the field, and what an import costs. */
export async function bench(): Promise<readonly string[]> {
  const lines: string[] = []
  for (const group of [nonceGroup(), bodyGroup(), signalwireGroup()])
    lines.push(...printResults(group, await measure(group)))
  lines.push('import in a fresh process, ms')
  for (const name of ['@plivo-to-vobiz/signatures', '@plivo-to-vobiz/signatures/either', ...OTHERS])
    lines.push(`  ${name.padEnd(44)}  ${measureImport(name).toFixed(1).padStart(10)}`)
  return lines
}

const OTHERS = ['standardwebhooks', '@octokit/webhooks-methods', 'plivo', 'twilio']
