/** What is measured: names, words, labels. The dashboard, the alerts and both exporters are made from this table. */
export const INSTRUMENTS = {
  deliveries: {
    kind: 'counter',
    name: 'plivo_to_vobiz_deliveries_total',
    help: 'Webhooks let in, repeated ones included.',
    labels: ['provider', 'event', 'proof'],
  },
  rejected: {
    kind: 'counter',
    name: 'plivo_to_vobiz_rejected_total',
    help: 'Requests refused, by code; with dry_run those that would have been.',
    labels: ['provider', 'code', 'dry_run'],
  },
  repeated: {
    kind: 'counter',
    name: 'plivo_to_vobiz_repeated_total',
    help: 'Webhooks that came again and got the stored reply.',
    labels: ['provider', 'event', 'by'],
  },
  handlerSeconds: {
    kind: 'histogram',
    name: 'plivo_to_vobiz_handler_seconds',
    help: 'Time the application took. Vobiz waits 10 s for XML and 3 s for an acknowledgement.',
    labels: ['provider', 'event'],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10],
  },
  handlerFailures: {
    kind: 'counter',
    name: 'plivo_to_vobiz_handler_failures_total',
    help: 'Handlers that threw, were late, or replied what cannot be translated.',
    labels: ['provider', 'event', 'code'],
  },
  unhandled: {
    kind: 'counter',
    name: 'plivo_to_vobiz_unhandled_total',
    help: 'Webhooks no handler is there for.',
    labels: ['provider', 'event'],
  },
  inputFailures: {
    kind: 'counter',
    name: 'plivo_to_vobiz_input_failures_total',
    help: 'Tries to enter something that failed: answered by the shim (silence, invalid-digits) or passed on (forgotten, not-ours).',
    labels: ['reason'],
  },
  findings: {
    kind: 'counter',
    name: 'plivo_to_vobiz_reply_findings_total',
    help: 'What translating replies had to say.',
    labels: ['severity', 'dry_run'],
  },
  untranslatable: {
    kind: 'counter',
    name: 'plivo_to_vobiz_untranslatable_total',
    help: 'Replies to Plivo that could not have been translated, found by dryRun.',
    labels: ['event'],
  },
  dropped: {
    kind: 'counter',
    name: 'plivo_to_vobiz_dropped_replies_total',
    help: 'Replies to events that take none.',
    labels: ['provider', 'event'],
  },
  storeFailures: {
    kind: 'counter',
    name: 'plivo_to_vobiz_store_failures_total',
    help: 'Times the store failed or was slow, by what it was asked; reply and counters: that could not be remembered.',
    labels: ['what'],
  },
  streamsClosed: {
    kind: 'counter',
    name: 'plivo_to_vobiz_streams_closed_total',
    help: 'Audio streams and other WebSockets that have ended.',
    labels: ['translated'],
  },
  streamsUntranslatable: {
    kind: 'counter',
    name: 'plivo_to_vobiz_streams_untranslatable_total',
    help: 'Audio streams in which something could not be translated.',
    labels: [],
  },
  unknownParameters: {
    kind: 'counter',
    name: 'plivo_to_vobiz_unknown_parameters_total',
    help: 'Parameter names seen for the first time that no table knows.',
    labels: ['provider'],
  },
  lastDelivery: {
    kind: 'gauge',
    name: 'plivo_to_vobiz_last_delivery_timestamp_seconds',
    help: 'When a platform sent something last, seconds since 1970.',
    labels: ['provider'],
  },
  ready: {
    kind: 'gauge',
    name: 'plivo_to_vobiz_ready_to_leave_plivo',
    help: '1 when Plivo has sent nothing for as long as readyAfterDays. Needs the counters.',
    labels: [],
  },
  modeChanges: {
    kind: 'counter',
    name: 'plivo_to_vobiz_mode_changes_total',
    help: 'Switches of mode, by the mode switched to.',
    labels: ['mode'],
  },
} as const satisfies Readonly<Record<string, Instrument>>

/** One thing measured. */
export interface Instrument {
  readonly kind: 'counter' | 'gauge' | 'histogram'
  readonly name: string
  readonly help: string
  readonly labels: readonly string[]
  /** Upper bounds, in seconds. */
  readonly buckets?: readonly number[]
}

/** Which instrument. */
export type InstrumentName = keyof typeof INSTRUMENTS
