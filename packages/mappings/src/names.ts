import { EVENTS } from './events.ts'
import { HEADERS, type ProviderName } from './headers.ts'
import { PARAMS } from './params.ts'

type Named<T> = Exclude<T, null>
type ParamName = Named<(typeof PARAMS)[number]['plivo' | 'vobiz']>
type EventName = Named<(typeof EVENTS)[number]['plivo' | 'vobiz']>
type HeaderKey<P extends ProviderName> = Extract<(typeof HEADERS)[number], { provider: P }>['key']

const self = <T extends string>(names: Iterable<T | null>): { readonly [K in T]: K } =>
  Object.freeze(Object.fromEntries([...names].flatMap((name) => (name === null ? [] : [[name, name]])))) as {
    readonly [K in T]: K
  }

/** Every parameter name under itself: `PARAM.CallUUID`. Code uses this, so that no literal repeats a row. */
export const PARAM: { readonly [K in ParamName]: K } = self<ParamName>(PARAMS.flatMap((row) => [row.plivo, row.vobiz]))

/** Every `Event` value under itself: `EVENT.StartApp`. */
export const EVENT: { readonly [K in EventName]: K } = self<EventName>(EVENTS.flatMap((row) => [row.plivo, row.vobiz]))

/** The documented spelling of a header: `header('vobiz', 'v3-nonce')`. */
export function header<P extends ProviderName>(provider: P, key: HeaderKey<P>): string {
  const row = HEADERS.find((candidate) => candidate.provider === provider && candidate.key === key)
  if (row === undefined) throw new TypeError(`No header ${key} of ${provider} in packages/mappings/src/headers.ts.`)
  return row.name
}
