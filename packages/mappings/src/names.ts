import { EVENTS } from './events.ts'
import { HEADERS, type ProviderName } from './headers.ts'
import { PARAMS } from './params.ts'
import { ATTRIBUTES } from './xml-attributes.ts'
import { ELEMENTS } from './xml-elements.ts'

type Named<T> = Exclude<T, null>
type ParamName = Named<(typeof PARAMS)[number]['plivo' | 'vobiz']>
type EventName = Named<(typeof EVENTS)[number]['plivo' | 'vobiz']>
type ElementName = Named<(typeof ELEMENTS)[number]['plivo' | 'vobiz']>
type AttributeName = Named<(typeof ATTRIBUTES)[number]['plivo' | 'vobiz']>
type HeaderKey<P extends ProviderName> = Extract<(typeof HEADERS)[number], { provider: P }>['key']

/** Names under themselves, so that code can write `PARAM.CallUUID` instead of repeating a row as a literal. */
type Names<T extends string> = { readonly [K in T]: K }

// The record holds exactly the names given; the type system cannot follow `fromEntries`, hence the one assertion.
const toNames = <T extends string>(names: readonly (T | null)[]): Names<T> =>
  Object.freeze(Object.fromEntries(names.flatMap((name) => (name === null ? [] : [[name, name]])))) as Names<T>

/** Every callback parameter name: `PARAM.CallUUID`. */
export const PARAM: Names<ParamName> = toNames<ParamName>(PARAMS.flatMap((row) => [row.plivo, row.vobiz]))

/** Every `Event` value: `EVENT.StartApp`. */
export const EVENT: Names<EventName> = toNames<EventName>(EVENTS.flatMap((row) => [row.plivo, row.vobiz]))

/** Every XML element name of either dialect: `ELEMENT.Gather`. */
export const ELEMENT: Names<ElementName> = toNames<ElementName>(ELEMENTS.flatMap((row) => [row.plivo, row.vobiz]))

/** Every XML attribute name of either dialect: `ATTRIBUTE.executionTimeout`. */
export const ATTRIBUTE: Names<AttributeName> = toNames<AttributeName>(
  ATTRIBUTES.flatMap((row) => [row.plivo, row.vobiz]),
)

/** The documented spelling of a header: `header('vobiz', 'v3-nonce')`. */
export function header<P extends ProviderName>(provider: P, key: HeaderKey<P>): string {
  const row = HEADERS.find((candidate) => candidate.provider === provider && candidate.key === key)
  if (row === undefined) throw new TypeError(`No header ${key} of ${provider} in packages/mappings/src/headers.ts.`)
  return row.name
}
