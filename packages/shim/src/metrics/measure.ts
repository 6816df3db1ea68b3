import { ERRORS } from '../errors.ts'
import type { ShimEvent } from '../events.ts'
import type { InstrumentName } from './instruments.ts'

/** A value to add to a counter, to set a gauge to, or to put into a histogram. */
export interface Measurement {
  readonly instrument: InstrumentName
  readonly labels: Record<string, string>
  readonly value: number
}

const NOTHING: readonly Measurement[] = []

/** What an event is measured as. Labels come from closed lists, so that their number is bounded whatever is sent. */
export function measure(event: ShimEvent): readonly Measurement[] {
  switch (event.name) {
    case 'delivery.received': {
      const { provider, event: kind, proof } = event
      return [
        ...one('deliveries', { provider, event: kind, proof }),
        ...one('lastDelivery', { provider }, Date.now() / 1000),
      ]
    }
    case 'request.rejected': {
      const { provider = 'nobody', code, dryRun } = event
      return one('rejected', { provider, code: toCode(code), dry_run: String(dryRun) })
    }
    case 'delivery.repeated':
      return one('repeated', { ...toLabels(event), by: event.by })
    case 'call.handled':
    case 'handler.late':
      return one('handlerSeconds', toLabels(event), event.durationMs / 1000)
    case 'handler.failed':
      return one('handlerFailures', { ...toLabels(event), code: toCode(event.code) })
    case 'call.unhandled':
      return one('unhandled', toLabels(event))
    case 'reply.translated':
      return event.findings.flatMap(({ severity }) => one('findings', { severity, dry_run: String(event.dryRun) }))
    case 'reply.untranslatable':
      return one('untranslatable', { event: event.event })
    case 'reply.dropped':
      return one('dropped', toLabels(event))
    case 'store.failed':
      return one('storeFailures', { what: 'reply' })
    case 'store.unavailable':
      return one('storeFailures', { what: event.operation })
    case 'counters.failed':
      return one('storeFailures', { what: 'counters' })
    case 'input.failed':
    case 'input.unknown':
      return one('inputFailures', { reason: event.reason })
    case 'stream.closed':
      return one('streamsClosed', { translated: String(event.translated) })
    case 'stream.untranslatable':
      return one('streamsUntranslatable', {})
    case 'parameters.unknown':
      return one('unknownParameters', { provider: event.provider }, event.names.length)
    case 'mode.changed':
      return one('modeChanges', { mode: event.mode })
    case 'cutover.ready':
      return one('ready', {}, 1)
    case 'cutover.delayed':
      return one('ready', {}, 0)
    default:
      return NOTHING
  }
}

const REASONS = [
  'bad-credentials',
  'bad-signature',
  'partial-signature',
  'provider-not-configured',
  'replayed',
] as const
const WITH_XML = ['answer', 'fallback', 'input', 'dial', 'record', 'redirect', 'transfer'] as const

/**
 * What is 0 from the start: the first time something happens is no increase to Prometheus where the series was not
 * there before, and these are what the alerts look at.
 */
export const STARTING: readonly Measurement[] = [
  ...one('ready', {}, 0),
  ...(['plivo', 'vobiz'] as const).flatMap((provider) =>
    REASONS.flatMap((code) => one('rejected', { provider, code, dry_run: 'false' }, 0)),
  ),
  ...WITH_XML.flatMap((event) => one('untranslatable', { event }, 0)),
  ...(['reply', 'counters', 'claim', 'get', 'put', 'release'] as const).flatMap((what) =>
    one('storeFailures', { what }, 0),
  ),
  ...(['both', 'plivo', 'vobiz'] as const).flatMap((mode) => one('modeChanges', { mode }, 0)),
]

function one(instrument: InstrumentName, labels: Record<string, string>, value = 1): readonly Measurement[] {
  return [{ instrument, labels, value }]
}

const toLabels = ({ provider, event }: { provider: string; event: string }): Record<string, string> => ({
  provider,
  event,
})

const toCode = (code: string): string => (Object.hasOwn(ERRORS, code) ? code : 'other')
