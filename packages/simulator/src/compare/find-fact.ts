import {
  CUSTOM_HEADER_PREFIX,
  EVENTS,
  type EventRow,
  findContradiction,
  findElement,
  findWebhookParams,
  getAttributes,
  getDelivery,
  HEADERS,
  PARAMS,
  type ParamRow,
} from '@plivo-to-vobiz/mappings'
import type { CallProvider } from '../provider.ts'

/** A fact of the tables that explains a difference. */
export interface Fact {
  /** `C16`, `attribute:GetDigits.retries`, `element:Message`, `params:vobiz.hangup`, … */
  readonly id: string
  /** The fact in a sentence. */
  readonly text: string
  readonly source: readonly string[]
}

type Found = Omit<Fact, 'id'> | undefined

/** The row an id of a difference stands for; nothing when there is no such row. */
export function findFact(id: string): Fact | undefined {
  const [kind = '', rest = ''] = id.split(':')
  const found = (FINDERS[kind] ?? contradiction)(rest === '' ? id : rest)
  return found === undefined ? undefined : { id, ...found }
}

const FINDERS: Readonly<Record<string, (rest: string) => Found>> = {
  attribute: (rest) => {
    const [element = '', name = ''] = rest.split('.')
    const row = getAttributes(element).get(name)
    if (row === undefined) return undefined
    const vobiz = row.vobiz === null ? 'Vobiz has no such attribute' : `${row.vobiz} on Vobiz: ${row.vobizValues}`
    const defaults = row.plivoDefault === row.vobizDefault ? '' : ` Defaults: ${row.plivoDefault}, ${row.vobizDefault}.`
    const text = `${name} on <${element}>; ${vobiz}.${defaults}${row.note === undefined ? '' : ` ${row.note}`}`
    return { text, source: row.source }
  },
  delivery: (provider) => {
    if (provider !== 'plivo' && provider !== 'vobiz') return undefined
    const { answerMs, callbackMs, retries, retryOn, source } = getDelivery(provider)
    const text = `waits ${answerMs / 1000} s for a document and ${callbackMs / 1000} s otherwise; ${retries} more on ${retryOn.join(', ')}`
    return { text, source }
  },
  element: (name) => {
    const row = findElement(name)
    if (row === undefined) return undefined
    const text = row.vobiz === null ? `Vobiz has no <${name}>.` : `<${name}> is <${row.vobiz}> on Vobiz.`
    return { text: row.note === undefined ? text : `${text} ${row.note}`, source: row.source }
  },
  event: (name) => {
    const row = (EVENTS as readonly EventRow[]).find(({ plivo, vobiz }) => plivo === name || vobiz === name)
    return (
      row && { text: row.note ?? `Event ${name}: ${row.plivo} on Plivo, ${row.vobiz} on Vobiz.`, source: row.source }
    )
  },
  header: (rest) => {
    const [provider = '', key = ''] = rest.split('.')
    const row = HEADERS.find((one) => one.provider === provider && one.key === key)
    return row && { text: `Each provider signs with headers of its own: ${row.name}.`, source: row.source }
  },
  param: (name) => {
    const row = (PARAMS as readonly ParamRow[]).find(({ plivo, vobiz }) => plivo === name || vobiz === name)
    return row && { text: row.note ?? `${name}: ${row.plivo} on Plivo, ${row.vobiz} on Vobiz.`, source: row.source }
  },
  params: (rest) => {
    const [provider, webhook = '', variant = ''] = rest.split('.')
    if (!isProvider(provider)) return undefined
    const row = findWebhookParams(provider, webhook, { direction: variant, element: variant })
    const text = `What ${provider} sends at ${webhook}${variant && ` (${variant})`}: ${row?.params.join(', ')}.`
    return row && { text: row.note === undefined ? text : `${text} ${row.note}`, source: row.source }
  },
  prefix: (provider) =>
    isProvider(provider)
      ? { text: `Custom headers arrive as ${CUSTOM_HEADER_PREFIX[provider]}…`, source: CUSTOM_HEADER_PREFIX.source }
      : undefined,
}

const isProvider = (text: string | undefined): text is CallProvider => text === 'plivo' || text === 'vobiz'

function contradiction(id: string): Found {
  const row = findContradiction(id)
  return row && { text: `${row.about} ${row.readings.join(' Or: ')}`, source: row.source }
}
