import { createHash, createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ShimEvent } from '../events.ts'
import { createLogger, type PinoLogger } from './log.ts'
import { createRedactor } from './redact.ts'

const UUID = '7c1e4b20-0001-4d22-8b02-000000000001'

function open(options: Parameters<typeof createLogger>[1] = {}) {
  const lines: { level: string; fields: Record<string, unknown>; message: string }[] = []
  const write = (level: string) => (fields: object, message: string) => {
    lines.push({ level, fields: { ...fields }, message })
  }
  const logger: PinoLogger = {
    error: write('error'),
    warn: write('warn'),
    info: write('info'),
    debug: write('debug'),
  }
  const { onEvent } = createLogger(logger, options)
  return { onEvent, lines }
}

const about = { provider: 'vobiz', event: 'answer', callUuid: UUID } as const

describe('the log', () => {
  it('has one line for each event, with its fields and its call', () => {
    const { onEvent, lines } = open()
    onEvent({ name: 'call.handled', durationMs: 12, ...about })
    onEvent({ name: 'mode.changed', mode: 'vobiz', previous: 'both' })
    expect(lines).toEqual([
      {
        level: 'info',
        message: 'call.handled',
        fields: { event: 'call.handled', durationMs: 12, callEvent: 'answer', ...rest() },
      },
      { level: 'warn', message: 'mode.changed', fields: { event: 'mode.changed', mode: 'vobiz', previous: 'both' } },
    ])
  })

  it('tells an error with its causes', () => {
    const { onEvent, lines } = open()
    const error = new TypeError('no such user', { cause: new Error('connection refused') })
    onEvent({ name: 'handler.failed', code: 'handler-failed', error, ...about })
    expect(lines[0]).toMatchObject({
      level: 'error',
      fields: {
        code: 'handler-failed',
        err: { type: 'TypeError', message: 'no such user', cause: { message: 'connection refused' } },
      },
    })
    expect(JSON.stringify(lines[0])).toContain('log.test.ts')
  })

  it('tells findings by their codes', () => {
    const { onEvent, lines } = open()
    const findings = [{ code: 'input-retries', severity: 'warning', message: 'for +14155550123' }] as never
    onEvent({ name: 'reply.translated', findings, dryRun: true, ...about })
    expect(lines[0]?.fields.findings).toEqual(['input-retries'])
  })

  it('has other levels where they are set, and leaves events out', () => {
    const { onEvent, lines } = open({ levels: { 'call.handled': 'silent', 'delivery.repeated': 'error' } })
    onEvent({ name: 'call.handled', durationMs: 12, ...about })
    onEvent({ name: 'delivery.repeated', by: 'call', ...about })
    expect(lines).toMatchObject([{ level: 'error', message: 'delivery.repeated' }])
  })
})

const rest = () => ({ provider: 'vobiz', callUuid: UUID })

describe('a text in a log', () => {
  const { text } = createRedactor(['hunter2', 'MjM4NTc0ODk'])
  const signature = createHmac('sha256', 'x').update('y').digest('base64')
  it.each([
    ['call from +14155550123', 'call from [number]'],
    ['call from (415) 555-0123', 'call from ([number]'],
    ['password hunter2 is wrong', 'password [redacted] is wrong'],
    [`got ${signature}, wanted another`, 'got [redacted], wanted another'],
    [`got ${createHash('sha1').update('x').digest('base64')}`, 'got [redacted]'],
    ['Authorization: Basic dXNlcjpwYXNz', 'Authorization: [redacted]'],
    ['authorization: bearer abc.def-ghi', 'authorization: [redacted]'],
    ['connect redis://default:secret@10.0.0.1:6379', 'connect redis://[redacted]@10.0.0.1:6379'],
    ['GET https://example.com/a?token=1&To=2', 'GET https://example.com/a?…'],
    ['X-Vobiz-Signature-V3: abc', '[redacted]'],
    ['{"x-plivo-signature-ma-v3":"abc","x":1}', '{"[redacted]","x":1}'],
    ['token 7381e3b313af1f29d29f49b4f738169211bbc2d1 refused', 'token [redacted] refused'],
    [UUID, UUID],
    [
      'handler-failed: the handler threw (answer). See the `error`.',
      'handler-failed: the handler threw (answer). See the `error`.',
    ],
  ])('%s becomes %s', (before, after) => {
    expect(text(before)).toBe(after)
  })
})

it('no secret, signature or full number is ever in a log line', () => {
  const digits = fc.stringMatching(/^[1-9]\d{9,14}$/)
  const secret = fc
    .stringMatching(/^[A-Za-z0-9]{8,40}$/)
    .filter((text) => /[A-Za-z]/.test(text) && !/^[a-z]+$/.test(text))
  const signature = fc.string().map((text) => createHmac('sha256', 'key').update(text).digest('base64'))
  const place = fc.constantFrom(
    (x: string): ShimEvent => ({ name: 'handler.failed', code: 'handler-failed', error: new Error(x), ...about }),
    (x: string): ShimEvent => ({ name: 'store.failed', error: new Error('outer', { cause: new Error(x) }), ...about }),
    (x: string): ShimEvent => ({ name: 'reply.untranslatable', error: x, ...about }),
    (x: string): ShimEvent => ({ name: 'reply.untranslatable', error: { to: x }, ...about }),
    (x: string): ShimEvent => ({ name: 'counters.failed', error: Object.assign(new Error(''), { code: x, name: x }) }),
    (x: string): ShimEvent => ({ name: 'call.handled', durationMs: 1, ...about, callUuid: x }),
    (x: string): ShimEvent => ({ name: 'parameters.unknown', names: [x], ...about }),
    (x: string): ShimEvent => ({
      name: 'delivery.received',
      path: `/${x}`,
      number: x,
      proof: 'none',
      dryRun: false,
      ...about,
    }),
    (x: string): ShimEvent => ({
      name: 'request.rejected',
      code: 'unsigned',
      status: 403,
      provider: undefined,
      path: `/${x}`,
      message: x,
      dryRun: false,
    }),
  )
  const around = fc.constantFrom('', ' ', '"', '{"a":"', 'To=', 'to: ', '/', ', ')
  fc.assert(
    fc.property(digits, secret, signature, place, around, around, (number, token, sign, make, before, after) => {
      const { onEvent, lines } = open({ secrets: [token] })
      for (const hidden of [number, `+${number}`, token, sign]) onEvent(make(`${before}${hidden}${after}`))
      const log = JSON.stringify(lines)
      expect(lines).toHaveLength(4)
      for (const hidden of [number, token, sign]) expect(log).not.toContain(hidden)
    }),
    { numRuns: 500 },
  )
})
