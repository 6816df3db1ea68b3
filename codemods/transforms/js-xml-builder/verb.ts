import type { Node } from '@babel/types'
import { ELEMENT, findElement } from '@plivo-to-vobiz/mappings'
import { translate, VoiceXmlError } from '@plivo-to-vobiz/voice-xml'
import { getKeyName, getStringValue, type NodeOf, unwrap } from '../../src/javascript/tree.ts'

/** What there is to say about a verb that is added to a builder. */
export interface Verb {
  readonly element: string
  /** Whether VobizXML has nothing like it. */
  readonly isLost: boolean
  /** What differs on Vobiz, as far as the options are written here. */
  readonly codes: readonly string[]
}

/** Verbs whose first argument is their options; the others have their body there. */
const OPTIONS_ONLY: ReadonlySet<string> = new Set([
  ELEMENT.Dial,
  ELEMENT.GetDigits,
  ELEMENT.GetInput,
  ELEMENT.Hangup,
  ELEMENT.Record,
  ELEMENT.Wait,
  ELEMENT.break,
])

/** What `addGetDigits({ … })` comes to on Vobiz; `undefined` for a method that adds no verb. */
export function describeVerb(
  method: string,
  call: NodeOf<'CallExpression' | 'OptionalCallExpression'>,
): Verb | undefined {
  if (!/^add[A-Z]/.test(method)) return undefined
  const element = method.slice('add'.length)
  const row = findElement(element)
  if (row === undefined) return undefined
  if (row.vobiz === null) return { element, isLost: true, codes: [] }
  const options = call.arguments[OPTIONS_ONLY.has(element) ? 0 : 1]
  const attributes = options === undefined ? [] : readOptions(unwrap(options))
  const codes = attributes === undefined ? [] : getCodes(element, attributes)
  return { element, isLost: false, codes }
}

/** The options that are written as literals; `undefined` when they come from elsewhere. */
function readOptions(node: Node): readonly (readonly [string, string])[] | undefined {
  if (node.type !== 'ObjectExpression') return undefined
  return node.properties.flatMap((property): readonly (readonly [string, string])[] => {
    if (property.type !== 'ObjectProperty') return []
    const key = getKeyName(property.key, property.computed)
    const value = readValue(unwrap(property.value))
    return key === undefined || value === undefined ? [] : [[key, value]]
  })
}

function readValue(node: Node): string | undefined {
  if (node.type === 'NumericLiteral' || node.type === 'BooleanLiteral') return String(node.value)
  return getStringValue(node)
}

/** Codes of the translation of the element alone that a person should know. */
function getCodes(element: string, attributes: readonly (readonly [string, string])[]): readonly string[] {
  const written = attributes.map(([name, value]) => ` ${name}="${escapeValue(value)}"`).join('')
  try {
    const { findings } = translate(`<${element}${written}/>`, { fragment: true })
    const own = findings.filter(({ severity, attribute }) => severity !== 'info' && attribute !== undefined)
    return [...new Set(own.map(({ code }) => code))].sort()
  } catch (error) {
    if (error instanceof VoiceXmlError) return []
    throw error
  }
}

const escapeValue = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
