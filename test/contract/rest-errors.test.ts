import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import {
  AuthenticationError,
  Client,
  GeoPermissionError,
  IncompleteError,
  InvalidRequestError,
  NetworkError,
  NotAcceptableError,
  PlivoRestError,
  RateLimitError,
  ResourceNotFoundError,
  ServerError,
  TimeoutError,
} from '@plivo-to-vobiz/rest-client'
import * as theirs from 'plivo/dist/utils/exceptions.js'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Reply, type StandIn, startStandIn } from './rest-stand-in.ts'

let standIn: StandIn
let client: Client

beforeAll(async () => {
  standIn = await startStandIn()
  client = new Client('MA_1', 'sesame', {
    url: standIn.url,
    retries: 0,
    rateLimitRetries: 0,
    onWarning: () => undefined,
  })
})
afterAll(() => standIn.kill())
beforeEach(() => {
  standIn.seen.length = 0
  standIn.reply = undefined
})

const fail = async (reply: Reply, act = () => client.calls.get('u-1') as Promise<unknown>): Promise<PlivoRestError> => {
  standIn.reply = () => reply
  const error: unknown = await act().then(
    () => 'resolved',
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(PlivoRestError)
  return error as PlivoRestError
}
const dial = (): Promise<unknown> => client.calls.create('14155550100', '14155550123', 'https://app.example/a')

describe('a status', () => {
  it.each([
    [400, InvalidRequestError, 'refused'],
    [401, AuthenticationError, 'refused'],
    [402, PlivoRestError, 'refused'],
    [403, PlivoRestError, 'refused'],
    [404, ResourceNotFoundError, 'refused'],
    [405, InvalidRequestError, 'refused'],
    [406, NotAcceptableError, 'refused'],
    [408, PlivoRestError, 'unknown'],
    [409, InvalidRequestError, 'refused'],
    [422, InvalidRequestError, 'refused'],
    [429, RateLimitError, 'refused'],
    [500, ServerError, 'unknown'],
    [502, ServerError, 'unknown'],
    [503, ServerError, 'unknown'],
    [504, ServerError, 'unknown'],
  ] as const)('%i becomes %o, %s', async (status, Class, outcome) => {
    const error = await fail({ status, body: { api_id: 'api', error: 'said so' } })
    expect(error.constructor).toBe(Class)
    expect(error).toMatchObject({ message: 'said so', status, apiID: 'api', outcome })
    expect(error.name).toBe('Error')
  })

  it('403 on placing a call is about geography, as on Plivo', async () => {
    expect((await fail({ status: 403, body: { error: 'no' } }, dial)).constructor).toBe(GeoPermissionError)
    expect((await fail({ status: 403, body: { error: 'no' } }, () => client.calls.transfer('u', {}))).constructor).toBe(
      PlivoRestError,
    )
  })

  it('a redirect is an error, never followed', async () => {
    const error = await fail({ status: 301, headers: { location: '/elsewhere/' } })
    expect(error).toMatchObject({ status: 301, outcome: 'refused' })
    expect(standIn.seen).toHaveLength(1)
  })

  it('uses class names that Plivo has', () => {
    for (const Class of [
      InvalidRequestError,
      AuthenticationError,
      ResourceNotFoundError,
      NotAcceptableError,
      ServerError,
      GeoPermissionError,
    ])
      expect(Object.keys(theirs)).toContain(Class.name)
  })
})

describe('the shape of a body', () => {
  it.each([
    [
      'the errors page',
      { status: 'error', error: { code: 'X', message: 'm1', details: {} }, requestId: 'r1' },
      'm1',
      'r1',
    ],
    ['voice endpoints', { api_id: 'a1', error: 'e1' }, 'e1', 'a1'],
    ['the OpenAPI schema', { api_id: 'a1', error: 'e1', message: 'm1' }, 'e1', 'a1'],
    [
      'validation',
      { error: 'invalid request parameters', details: { to: 'bad' } },
      'invalid request parameters',
      undefined,
    ],
    ['the SDK types', { status: 'failure', message: 'm1' }, 'm1', undefined],
    ['the gateway', { message: 'Not Found' }, 'Not Found', undefined],
    [
      'a cool-off',
      { error: 'did_cool_off_in_effect', cool_off_remaining_seconds: 5 },
      'did_cool_off_in_effect',
      undefined,
    ],
    ['something new', { oops: 1 }, '{"oops":1}', undefined],
    ['nothing', undefined, 'Bad Request', undefined],
  ])('of %s is read', async (_, body, message, apiID) => {
    const error = await fail({ status: 400, body })
    expect(error.message).toBe(message)
    expect(error.apiID).toBe(apiID)
  })

  it('holds the request in Plivo’s names as moreInfo, and not in the message', async () => {
    const error = await fail({ status: 400, body: { error: 'bad' } }, () =>
      client.calls.create('14155550100', '14155550123', 'u', { fallbackAnswerUrl: 'f' }),
    )
    expect(JSON.parse(error.moreInfo ?? '')).toEqual({
      answer_method: 'POST',
      fallback_answer_url: 'f',
      from: '14155550100',
      to: '14155550123',
      answer_url: 'u',
    })
    expect(error.message).not.toMatch(/1415/)
  })

  it('never shows the token', async () => {
    const { inspect } = await import('node:util')
    expect(inspect(await fail({ status: 500, body: { error: 'x' } }), { depth: 9 })).not.toContain('sesame')
  })
})

describe('429', () => {
  const limited = (headers: Record<string, string>, body: unknown = { error: 'slow down' }): Reply => ({
    status: 429,
    headers,
    body,
  })

  it.each([
    ['seconds', limited({ 'retry-after': '3' }), 3],
    ['nothing', limited({}), undefined],
    ['details', limited({}, { error: { message: 'x', details: { retryAfter: 7 } } }), 7],
    ['nonsense', limited({ 'retry-after': 'soon' }), undefined],
    ['a past date', limited({ 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }), 0],
  ])('reads %s', async (_, reply, retryAfter) => {
    const error = await fail(reply)
    expect(error).toMatchObject({ code: 'rate-limit' })
    expect((error as RateLimitError).retryAfter).toBe(retryAfter)
  })
})

describe('a 200 that is not one', () => {
  it('of a live room rejects, and not as "not found"', async () => {
    const error = await fail({ status: 200, body: { api_id: 'api', error: 'failed' } }, () =>
      client.conferences.get('room'),
    )
    expect(error).toBeInstanceOf(ServerError)
    expect(error).toMatchObject({ apiID: 'api', status: 200 })
    expect(error.message).toMatch(/rooms that exist/)
  })

  it('of a proxy rejects', async () => {
    const server = createServer((socket) =>
      socket.end('HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 6\r\n\r\n<html>'),
    )
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const other = client.with({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
    await expect(other.calls.get('u')).rejects.toThrow(/not JSON. Is a proxy in between/)
    server.close()
  })
})

describe('no answer', () => {
  it('refused connection: not sent, and an Error where Plivo gives a string', async () => {
    const closed = await startStandIn()
    await closed.kill()
    const dead = client.with({ url: closed.url })
    await expect(dead.calls.create('1', '2', 'u')).rejects.toMatchObject({ code: 'network', outcome: 'not-sent' })
    await expect(dead.calls.create('1', '2', 'u')).rejects.toBeInstanceOf(NetworkError)
  })

  it('unknown host: not sent', async () => {
    await expect(client.with({ url: 'http://nowhere.invalid' }).calls.get('u')).rejects.toMatchObject({
      outcome: 'not-sent',
    })
  })

  it('dropped connection: nobody knows', async () => {
    standIn.reply = () => 'drop'
    await expect(dial()).rejects.toMatchObject({ code: 'network', outcome: 'unknown' })
  })

  it('timeout: nobody knows', async () => {
    standIn.reply = () => 'hang'
    const impatient = client.with({ timeout: 30 })
    await expect(impatient.calls.create('1', '2', 'u')).rejects.toBeInstanceOf(TimeoutError)
    await expect(impatient.calls.create('1', '2', 'u')).rejects.toMatchObject({
      outcome: 'unknown',
      message: expect.stringContaining('timeout of 30ms'),
    })
  })

  it('aborted before: not sent; aborted during: nobody knows', async () => {
    await expect(client.with({ signal: AbortSignal.abort() }).calls.get('u')).rejects.toMatchObject({
      code: 'aborted',
      outcome: 'not-sent',
    })
    expect(standIn.seen).toEqual([])
    const controller = new AbortController()
    standIn.reply = () => {
      controller.abort()
      return 'hang'
    }
    await expect(client.with({ signal: controller.signal }).calls.get('u')).rejects.toMatchObject({
      code: 'aborted',
      outcome: 'unknown',
    })
  })
})

describe('a split method that fails half-way', () => {
  it('says what stands: the number is bought', async () => {
    const answers: Reply[] = [
      { status: 200, body: { api_id: 'api' } },
      { status: 404, body: { error: 'no such application' } },
    ]
    standIn.reply = () => answers.shift()
    const error: unknown = await client.numbers.buy('14155550123', '77').catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(IncompleteError)
    expect(error).toMatchObject({
      code: 'incomplete',
      status: 404,
      completed: ['POST /Account/{auth_id}/numbers/purchase-from-inventory'],
      result: { numbers: [{ number: '14155550123', status: 'Success' }] },
    })
    expect((error as Error).message).toMatch(/stopped half-way.*no such application$/)
  })

  it('is plain when the first request fails', async () => {
    const error = await fail({ status: 402, body: { error: 'no funds' } }, () =>
      client.numbers.buy('14155550123', '77'),
    )
    expect(error.constructor).toBe(PlivoRestError)
    expect(standIn.seen).toHaveLength(1)
  })
})
