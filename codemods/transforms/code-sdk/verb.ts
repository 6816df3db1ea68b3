import { findElement } from '@plivo-to-vobiz/mappings'
import { translate, VoiceXmlError } from '@plivo-to-vobiz/voice-xml'

/** An attribute as it is given to a builder; no value where it is no literal. */
export interface GivenAttribute {
  readonly name: string
  readonly value?: string
}

/** What is to be written on Vobiz in the place of a verb. */
export type WrittenVerb =
  | { readonly isLost: true }
  | { readonly isLost: false; readonly written: string; readonly codes: readonly string[] }

/** Said of values that are not written here. */
const OF_VALUES: ReadonlySet<string> = new Set(['dynamic-value-unchecked', 'url-not-absolute'])
const ANY = '…'
const MASK = `\${e1}`

/** What a verb comes to on Vobiz, with the attributes that are given; `undefined` for a name that is no verb. */
export function writeVerb(element: string, attributes: readonly GivenAttribute[]): WrittenVerb | undefined {
  const row = findElement(element)
  if (row === undefined || !/^[A-Z]/.test(element)) return undefined
  if (row.vobiz === null) return { isLost: true }
  const given = attributes
    .map(({ name, value }) => ` ${name}="${value === undefined ? MASK : toAttributeText(value)}"`)
    .join('')
  try {
    const { xml, findings } = translate(`<${element}${given}/>`, { fragment: true })
    const own = findings.filter(
      ({ severity, attribute, code }) => severity !== 'info' && attribute !== undefined && !OF_VALUES.has(code),
    )
    return {
      isLost: false,
      written: xml.replaceAll(MASK, ANY),
      codes: [...new Set(own.map(({ code }) => code))].sort(),
    }
  } catch (error) {
    if (error instanceof VoiceXmlError) return { isLost: false, written: `<${row.vobiz}/>`, codes: [] }
    throw error
  }
}

const toAttributeText = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
