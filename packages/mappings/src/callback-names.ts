import { EVENTS } from './events.ts'
import { HEADERS, type ProviderName } from './headers.ts'
import { type Named, type Names, toNames } from './name-record.ts'
import { PARAMS } from './params.ts'

type ParamName = Named<(typeof PARAMS)[number]['plivo' | 'vobiz']>
type EventName = Named<(typeof EVENTS)[number]['plivo' | 'vobiz']>
type HeaderKey<P extends ProviderName> = Extract<(typeof HEADERS)[number], { provider: P }>['key']

/** Every callback parameter name: `PARAM.CallUUID`. */
export const PARAM: Names<ParamName> = toNames<ParamName>(PARAMS.flatMap((row) => [row.plivo, row.vobiz]))

/** Every `Event` value: `EVENT.StartApp`. */
export const EVENT: Names<EventName> = toNames<EventName>(EVENTS.flatMap((row) => [row.plivo, row.vobiz]))

/** The documented spelling of a header: `header('vobiz', 'v3-nonce')`. */
export function header<P extends ProviderName>(provider: P, key: HeaderKey<P>): string {
  const row = HEADERS.find((candidate) => candidate.provider === provider && candidate.key === key)
  if (row === undefined) throw new TypeError(`No header ${key} of ${provider} in packages/mappings/src/headers.ts.`)
  return row.name
}
