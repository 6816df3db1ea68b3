/** Metrics, traces and logs of the shim. Each is an `onEvent`; `joinEvents` makes one of several. */
export { type EventListener, joinEvents } from '../join-events.ts'
export { INSTRUMENTS, type Instrument, type InstrumentName } from './instruments.ts'
export { createLogger, type LoggerOptions, type PinoLogger } from './log.ts'
export { createMetrics, type MetricsOptions, type PromClient, type PromRegistry } from './prometheus.ts'
export {
  createTelemetry,
  type TelemetryMeter,
  type TelemetryOptions,
  type TelemetrySpan,
  type TelemetryTracer,
} from './telemetry.ts'
