import type { ShimEvent } from '../events.ts'
import type { EventListener } from '../join-events.ts'
import { maskPath } from '../mask.ts'
import { INSTRUMENTS, type Instrument } from './instruments.ts'
import { type Measurement, measure, STARTING } from './measure.ts'
import { loadPeer } from './peer.ts'
import { createRedactor } from './redact.ts'

type Attributes = Record<string, string | number | boolean>

/** A span of `@opentelemetry/api`, as far as it is used. */
export interface TelemetrySpan {
  setStatus(status: { code: number; message?: string }): unknown
  end(endTime?: number): void
}

/** A tracer of `@opentelemetry/api`, as far as it is used. */
export interface TelemetryTracer {
  startSpan(name: string, options?: { startTime?: number; attributes?: Attributes; kind?: number }): TelemetrySpan
}

/** A meter of `@opentelemetry/api`, as far as it is used. */
export interface TelemetryMeter {
  createCounter(name: string, options?: object): { add(value: number, attributes?: Attributes): void }
  createGauge(name: string, options?: object): { record(value: number, attributes?: Attributes): void }
  createHistogram(name: string, options?: object): { record(value: number, attributes?: Attributes): void }
}

/** Settings of the telemetry. */
export interface TelemetryOptions {
  /** Default: `trace.getTracer('plivo-to-vobiz')` of `@opentelemetry/api`. */
  readonly tracer?: TelemetryTracer
  /** Default: `metrics.getMeter('plivo-to-vobiz')` of `@opentelemetry/api`. */
  readonly meter?: TelemetryMeter
}

interface Api {
  readonly trace: { getTracer(name: string): TelemetryTracer }
  readonly metrics: { getMeter(name: string): TelemetryMeter }
}

const SCOPE = 'plivo-to-vobiz'
/** `SpanStatusCode.ERROR` of the API. */
const ERROR = 2

/**
 * Spans and metrics by `@opentelemetry/api`: a span for each handler that ran or failed and for each refused request,
 * below the span of the HTTP request where there is one. The metrics are those of `createMetrics`.
 *
 * @throws ShimError `missing-peer` when the package is needed and not installed.
 * @example
 * createShim({ ...options, onEvent: createTelemetry().onEvent })
 */
export function createTelemetry(options: TelemetryOptions = {}): EventListener {
  const { tracer = loadApi().trace.getTracer(SCOPE), meter = loadApi().metrics.getMeter(SCOPE) } = options
  const recorders = new Map(
    Object.entries(INSTRUMENTS).map(([name, instrument]) => [name, createRecorder(meter, instrument)]),
  )
  const record = ({ instrument, labels, value }: Measurement): void => recorders.get(instrument)?.(labels, value)
  STARTING.forEach(record)
  return {
    onEvent: (event) => {
      measure(event).forEach(record)
      trace(tracer, event)
    },
  }
}

function createRecorder(
  meter: TelemetryMeter,
  { kind, name, help, buckets }: Instrument,
): (labels: Attributes, value: number) => void {
  const options = {
    description: help,
    ...(name.endsWith('_seconds') && { unit: 's' }),
    ...(buckets !== undefined && { advice: { explicitBucketBoundaries: [...buckets] } }),
  }
  // Exporters to Prometheus write the suffix themselves.
  const bare = name.replace(/_total$/, '')
  if (kind === 'counter') {
    const counter = meter.createCounter(bare, options)
    return (labels, value) => counter.add(value, labels)
  }
  const recorder = kind === 'gauge' ? meter.createGauge(bare, options) : meter.createHistogram(bare, options)
  return (labels, value) => recorder.record(value, labels)
}

const { text } = createRedactor([])

/** Spans are written when they are over: an event tells how long it took. */
function trace(tracer: TelemetryTracer, event: ShimEvent): void {
  const now = Date.now()
  if (event.name === 'call.handled') {
    const { provider, event: kind, callUuid, durationMs } = event
    const attributes = { 'voice.provider': provider, 'voice.event': kind, 'voice.call_uuid': text(callUuid) }
    tracer.startSpan(`voice ${kind}`, { startTime: now - durationMs, attributes }).end(now)
  } else if (event.name === 'handler.failed') {
    const { provider, event: kind, callUuid, code } = event
    const attributes = {
      'voice.provider': provider,
      'voice.event': kind,
      'voice.call_uuid': text(callUuid),
      'error.type': code,
    }
    fail(tracer.startSpan(`voice ${kind} failed`, { startTime: now, attributes }), code, now)
  } else if (event.name === 'request.rejected') {
    const { provider = 'nobody', path, code, status } = event
    const attributes = {
      'voice.provider': provider,
      'url.path': text(maskPath(path)),
      'error.type': code,
      'http.response.status_code': status,
    }
    fail(tracer.startSpan('voice refused', { startTime: now, attributes }), code, now)
  }
}

function fail(span: TelemetrySpan, message: string, now: number): void {
  span.setStatus({ code: ERROR, message })
  span.end(now)
}

const loadApi = (): Api => loadPeer('@opentelemetry/api') as Api // what the package exports
