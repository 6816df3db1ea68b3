import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { context, metrics, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { createCounters, ERRORS, joinEvents, type OnEvent, type ShimEvent } from '@plivo-to-vobiz/shim'
import { expressShim } from '@plivo-to-vobiz/shim/express'
import { createLogger, createMetrics, createTelemetry, INSTRUMENTS } from '@plivo-to-vobiz/shim/metrics'
import express from 'express'
import fc from 'fast-check'
import { pino } from 'pino'
import * as client from 'prom-client'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { deliver, PLIVO_TOKEN, PUBLIC, recorded, send, VOBIZ_TOKEN } from './adapter-callbacks.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** A real Express application that takes webhooks of both platforms. */
async function open(onEvent: OnEvent) {
  const app = express()
  app.use((_request, _response, next) => {
    // As an instrumentation of HTTP does.
    const span = trace.getTracer('http').startSpan('POST')
    context.with(trace.setSpan(context.active(), span), next)
    span.end()
  })
  app.use(
    expressShim({
      plivo: { authToken: PLIVO_TOKEN },
      vobiz: { authToken: VOBIZ_TOKEN },
      publicUrl: PUBLIC,
      onEvent,
      handlers: {
        answer: () => '<Response><GetDigits action="/menu"/></Response>',
        hangup: () => {
          throw new Error(`cannot save the call of +14155550123 with ${VOBIZ_TOKEN}`)
        },
      },
    }),
  )
  const server = createServer(app as unknown as RequestListener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Traffic of both platforms: answered, failed, refused, repeated, with an unknown parameter. */
async function drive(origin: string) {
  const path = '/voice/answer'
  const nonce = '12345678901234567890'
  await deliver({ provider: 'vobiz', origin, path }, recorded('vobiz-01'), { nonce })
  await deliver({ provider: 'vobiz', origin, path }, recorded('vobiz-01'), { nonce })
  await deliver({ provider: 'plivo', origin, path }, `${recorded('plivo-02')}&Sentiment=calm`)
  await deliver({ provider: 'vobiz', origin, path }, recorded('vobiz-04'))
  await send(origin, `${path}?To=919876543210`, { body: recorded('vobiz-01') })
}

describe('with prom-client', () => {
  const read = async (register: client.Registry, name: string) => {
    const metric = await register.getSingleMetric(name)?.get()
    return metric?.values.filter(({ value }) => value > 0).map(({ labels, value }) => ({ ...labels, value }))
  }

  it('counts what happens', async () => {
    const register = new client.Registry()
    const origin = await open(createMetrics({ register }).onEvent)
    await drive(origin)
    expect(await read(register, INSTRUMENTS.deliveries.name)).toEqual([
      { provider: 'vobiz', event: 'answer', proof: 'signature', value: 2 },
      { provider: 'plivo', event: 'answer', proof: 'signature', value: 1 },
      { provider: 'vobiz', event: 'hangup', proof: 'signature', value: 1 },
    ])
    expect(await read(register, INSTRUMENTS.repeated.name)).toEqual([
      { provider: 'vobiz', event: 'answer', by: 'nonce', value: 1 },
    ])
    expect(await read(register, INSTRUMENTS.rejected.name)).toEqual([
      { provider: 'nobody', code: 'unsigned', dry_run: 'false', value: 1 },
    ])
    expect(await read(register, INSTRUMENTS.handlerFailures.name)).toEqual([
      { provider: 'vobiz', event: 'hangup', code: 'handler-failed', value: 1 },
    ])
    expect(await read(register, INSTRUMENTS.unknownParameters.name)).toEqual([{ provider: 'plivo', value: 1 }])
    const text = await register.metrics()
    expect(text).toMatch(/plivo_to_vobiz_handler_seconds_count\{provider="vobiz",event="answer"\} 1/)
    expect(text).toMatch(/plivo_to_vobiz_ready_to_leave_plivo 0/)
    // There before it happens: else Prometheus would see no increase.
    expect(text).toContain('rejected_total{provider="vobiz",code="replayed",dry_run="false"} 0')
  })

  it('uses the registry of the package where none is given, and the package it is given', () => {
    client.register.clear()
    createMetrics()
    expect(client.register.getSingleMetric(INSTRUMENTS.ready.name)).toBeDefined()
    client.register.clear()
    createMetrics({ client })
    expect(client.register.getSingleMetric(INSTRUMENTS.ready.name)).toBeDefined()
    client.register.clear()
  })

  it('tells when Plivo can be left, by what the counters find', async () => {
    let time = Date.UTC(2026, 0, 1)
    const register = new client.Registry()
    const counters = createCounters({ now: () => time })
    joinEvents(counters, createMetrics({ register }))
    time += 15 * 86_400_000
    await counters.save()
    expect(await read(register, INSTRUMENTS.ready.name)).toEqual([{ value: 1 }])
  })

  it('keeps the number of series bounded, and all labels to closed lists, whatever is sent', async () => {
    const register = new client.Registry()
    const { onEvent } = createMetrics({ register })
    const text = fc.oneof(fc.string(), fc.stringMatching(/^\+?\d{8,15}$/), fc.constantFrom('plivo', 'Hangup'))
    const origin = await open(onEvent)
    await fc.assert(
      fc.asyncProperty(text, text, text, text, async (event, name, value, path) => {
        const body = new URLSearchParams({ CallUUID: value, Event: event, From: value, To: value, [name]: value })
        const where = `/${encodeURIComponent(path)}`
        for (const provider of ['plivo', 'vobiz'] as const)
          await deliver({ provider, origin, path: where }, body.toString())
        await send(origin, where, { body: body.toString() })
      }),
      { numRuns: 60 },
    )
    const closed = new Set([
      ...['plivo', 'vobiz', 'nobody', 'signature', 'allowed', 'none', 'nonce', 'call', 'true', 'false', 'other'],
      ...['ring', 'answer', 'hangup', 'fallback', 'input', 'dial', 'dialEvent', 'record', 'conference', 'stream'],
      ...['machine', 'redirect', 'transfer', 'unknown', 'info', 'warning', 'error', 'reply', 'counters', 'both'],
      ...['claim', 'get', 'put', 'release'],
      ...Object.keys(ERRORS),
    ])
    const all = await register.getMetricsAsJSON()
    const series = all.flatMap(({ values }) => values as readonly { labels: Record<string, unknown> }[])
    const labels = series.flatMap(({ labels }) => Object.entries(labels).filter(([key]) => key !== 'le'))
    expect(labels.map(([, value]) => String(value)).filter((value) => !closed.has(value))).toEqual([])
    expect(series.length).toBeLessThan(500)
  })
})

describe('with OpenTelemetry', () => {
  const spans = new InMemorySpanExporter()
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })
  const meterProvider = new MeterProvider({ readers: [reader] })
  beforeAll(() => {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
    trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }))
    metrics.setGlobalMeterProvider(meterProvider)
  })
  beforeEach(() => spans.reset())
  afterAll(async () => {
    await meterProvider.shutdown()
    for (const api of [context, trace, metrics]) api.disable()
  })

  it('makes a span of each handler and each refusal, below that of the request', async () => {
    const origin = await open(createTelemetry().onEvent)
    await drive(origin)
    const made = spans.getFinishedSpans()
    const requests = new Map(
      made.filter(({ name }) => name === 'POST').map((span) => [span.spanContext().spanId, span]),
    )
    const own = made.filter(({ name }) => name.startsWith('voice '))
    expect(own.map(({ name, status, attributes }) => [name, status.code, attributes['voice.provider']])).toEqual([
      ['voice answer', 0, 'vobiz'],
      ['voice answer', 0, 'plivo'],
      ['voice hangup failed', 2, 'vobiz'],
      ['voice refused', 2, 'nobody'],
    ])
    for (const span of own) expect(requests.has(span.parentSpanContext?.spanId ?? '')).toBe(true)
    const [answer] = own
    expect(answer?.attributes['voice.call_uuid']).toMatch(/^[0-9a-f-]{36}$/)
    expect(own.at(-1)?.attributes).toMatchObject({ 'url.path': '/voice/answer', 'error.type': 'unsigned' })
    expect(JSON.stringify(own.map(({ attributes, status, events }) => [attributes, status, events]))).not.toMatch(
      /9198|4155550123|vobiz-token/,
    )
  })

  it('counts the same as prom-client', async () => {
    const register = new client.Registry()
    const origin = await open(joinEvents(createTelemetry(), createMetrics({ register })))
    exporter.reset()
    await reader.forceFlush()
    const before = sum(exporter)
    await drive(origin)
    exporter.reset()
    await reader.forceFlush()
    const after = sum(exporter)
    for (const { name, kind } of Object.values(INSTRUMENTS)) {
      if (kind !== 'counter') continue
      const counted = (await register.getSingleMetric(name)?.get())?.values.reduce((all, { value }) => all + value, 0)
      const bare = name.replace(/_total$/, '')
      expect((after.get(bare) ?? 0) - (before.get(bare) ?? 0), name).toBe(counted)
    }
  })

  it('takes a tracer and a meter of its own', () => {
    const told: string[] = []
    const tracer = { startSpan: (name: string) => ({ end: () => told.push(name), setStatus: () => undefined }) }
    const instrument = (name: string) => ({ add: () => told.push(name), record: () => told.push(name) })
    const meter = { createCounter: instrument, createGauge: instrument, createHistogram: instrument }
    const { onEvent } = createTelemetry({ tracer, meter })
    told.length = 0
    onEvent(HANDLED)
    expect(told).toEqual(['plivo_to_vobiz_handler_seconds', 'voice answer'])
  })
})

const HANDLED: ShimEvent = {
  name: 'call.handled',
  durationMs: 12,
  provider: 'vobiz',
  event: 'answer',
  callUuid: '7c1e4b20-0001-4d22-8b02-000000000001',
}

function sum(exporter: InMemoryMetricExporter): ReadonlyMap<string, number> {
  const all = exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics))
  return new Map(
    all.map(({ descriptor, dataPoints }) => [
      descriptor.name,
      dataPoints.reduce((total, { value }) => total + (typeof value === 'number' ? value : 0), 0),
    ]),
  )
}

describe('with pino', () => {
  it('writes lines of JSON without numbers, tokens, signatures and credentials', async () => {
    const lines: string[] = []
    const logger = pino({ level: 'trace' }, { write: (line) => void lines.push(line) })
    const origin = await open(createLogger(logger, { secrets: [VOBIZ_TOKEN, PLIVO_TOKEN] }).onEvent)
    await drive(origin)
    const records = lines.map((line) => JSON.parse(line))
    expect(records.map(({ event, level, callEvent }) => [event, level, callEvent])).toEqual([
      ['delivery.received', 20, 'answer'],
      ['call.handled', 30, 'answer'],
      ['reply.translated', 20, 'answer'],
      ['delivery.received', 20, 'answer'],
      ['delivery.repeated', 30, 'answer'],
      ['delivery.received', 20, 'answer'],
      ['parameters.unknown', 40, 'answer'],
      ['call.handled', 30, 'answer'],
      ['delivery.received', 20, 'hangup'],
      ['handler.failed', 50, 'hangup'],
      ['request.rejected', 40, undefined],
    ])
    expect(records.find(({ event }) => event === 'handler.failed').err).toMatchObject({
      type: 'Error',
      message: 'cannot save the call of [number] with [redacted]',
      stack: expect.stringContaining('metrics.test.ts'),
    })
    expect(lines.join('')).not.toMatch(/9198|4155550123|vobiz-token|plivo-token|[A-Za-z0-9+/]{43}=/)
  })
})
