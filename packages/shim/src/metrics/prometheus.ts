import type { EventListener } from '../join-events.ts'
import { INSTRUMENTS, type Instrument } from './instruments.ts'
import { type Measurement, measure, STARTING } from './measure.ts'
import { loadPeer } from './peer.ts'

/** The registry of `prom-client`, as far as it is looked at. */
export interface PromRegistry {
  metrics(): Promise<string> | string
}

type Labels = Record<string, string>

interface PromConfig {
  name: string
  help: string
  labelNames: string[]
  registers: never[]
  buckets?: number[]
}

/** The part of `prom-client` that is used. */
export interface PromClient {
  readonly register: PromRegistry
  readonly Counter: new (config: PromConfig) => { inc(labels: Labels, value: number): void }
  readonly Gauge: new (config: PromConfig) => { set(labels: Labels, value: number): void }
  readonly Histogram: new (config: PromConfig) => { observe(labels: Labels, value: number): void }
}

/** Settings of the metrics. */
export interface MetricsOptions {
  /** Where the metrics are registered. Default: the registry of `prom-client`. */
  readonly register?: PromRegistry
  /** The package itself, for applications that are bundled: `import * as client from 'prom-client'`. Default: it is loaded. */
  readonly client?: PromClient
}

/**
 * Metrics for Prometheus, by `prom-client`. Register them once. No number, token or path is in a label.
 *
 * @throws ShimError `missing-peer` when `prom-client` is not installed.
 * @example
 * createShim({ ...options, onEvent: createMetrics({ register }).onEvent })
 */
export function createMetrics({ register, client = loadClient() }: MetricsOptions = {}): EventListener {
  const registers = [register ?? client.register] as never[] // of the same package, which this cannot know
  const recorders = new Map(
    Object.entries(INSTRUMENTS).map(([name, instrument]) => [name, createRecorder(client, instrument, registers)]),
  )
  const record = ({ instrument, labels, value }: Measurement): void => recorders.get(instrument)?.(labels, value)
  STARTING.forEach(record)
  return { onEvent: (event) => measure(event).forEach(record) }
}

function createRecorder(
  client: PromClient,
  { kind, name, help, labels, buckets }: Instrument,
  registers: never[],
): (labels: Labels, value: number) => void {
  const config: PromConfig = { name, help, labelNames: [...labels], registers }
  if (kind === 'counter') {
    const counter = new client.Counter(config)
    return (values, value) => counter.inc(values, value)
  }
  if (kind === 'gauge') {
    const gauge = new client.Gauge(config)
    return (values, value) => gauge.set(values, value)
  }
  const histogram = new client.Histogram({ ...config, buckets: [...(buckets ?? [])] })
  return (values, value) => histogram.observe(values, value)
}

const loadClient = (): PromClient => loadPeer('prom-client') as PromClient // what the package exports
