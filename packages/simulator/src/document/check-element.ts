import { ATTRIBUTE, type AttributeRow, ELEMENT, getAttributes } from '@plivo-to-vobiz/mappings'
import { type CallProvider, findElementRows, PROVIDER_NAME } from '../provider.ts'
import type { Problem } from '../transcript.ts'
import type { XmlElement } from './read-document.ts'

/** Attributes without which Vobiz cannot run the element; Plivo insists on one only. */
const REQUIRED: Readonly<Record<CallProvider, Readonly<Record<string, readonly string[]>>>> = {
  plivo: { [ELEMENT.GetInput]: [ATTRIBUTE.action] },
  vobiz: { [ELEMENT.Gather]: [ATTRIBUTE.action] },
}

/**
 * What this provider makes of an element, going by the element and attribute tables: `error` for what it cannot run
 * at all, `warning` for what it leaves out in silence.
 */
export function checkElement(provider: CallProvider, element: XmlElement): readonly Problem[] {
  const rows = findElementRows(provider, element.name)
  if (rows.length === 0) return [unknownElement(provider, element)]
  return [
    ...checkRequired(provider, element),
    ...checkAttributes(provider, element),
    ...checkChildren(provider, element),
  ]
}

function unknownElement(provider: CallProvider, { name }: XmlElement): Problem {
  const other = provider === 'plivo' ? 'vobiz' : 'plivo'
  const where = findElementRows(other, name).length > 0 ? ` It is an element of ${PROVIDER_NAME[other]}.` : ''
  return {
    code: 'element-unknown',
    severity: 'error',
    message: `${PROVIDER_NAME[provider]} knows no <${name}>.${where}`,
  }
}

function checkRequired(provider: CallProvider, { name, attributes }: XmlElement): readonly Problem[] {
  const missing = (REQUIRED[provider][name] ?? []).filter((key) => !attributes[key])
  return missing.map((key) => ({
    code: 'attribute-missing',
    severity: 'error',
    message: `<${name}> needs the attribute ${key} on ${PROVIDER_NAME[provider]}.`,
  }))
}

function checkAttributes(provider: CallProvider, element: XmlElement): readonly Problem[] {
  const rows = attributeRows(provider, element.name)
  const extra = findElementRows(provider, element.name).flatMap((row) => [
    ...(row.add ?? []).map(({ name }) => name),
    ...(row.vobizOnly ?? []),
  ])
  return Object.entries(element.attributes).flatMap(([key, value]): readonly Problem[] => {
    const matching = rows.filter((row) => row[provider] === key)
    if (matching.length > 0) return provider === 'vobiz' ? checkValue(element, key, { value, rows: matching }) : []
    if (provider === 'vobiz' && extra.includes(key)) return []
    return [
      {
        code: 'attribute-unknown',
        severity: 'warning',
        message: `${PROVIDER_NAME[provider]} ignores ${key} on <${element.name}>.`,
      },
    ]
  })
}

function checkValue(
  { name }: XmlElement,
  key: string,
  { value, rows }: { value: string; rows: readonly AttributeRow[] },
): readonly Problem[] {
  if (rows.some((row) => isAccepted(row, value))) return []
  const [row] = rows
  return [
    {
      code: 'attribute-value',
      // A number out of range was seen to void a document; a word off the list falls back to a default.
      severity: row?.range === undefined ? 'warning' : 'error',
      message: `Vobiz does not accept ${key}="${value}" on <${name}>; it documents ${row?.vobizValues}.`,
    },
  ]
}

function isAccepted({ range, enum: words }: AttributeRow, value: string): boolean {
  if (words !== undefined) return words.includes(value)
  if (range === undefined || range.allow?.includes(value)) return true
  const number = Number(value)
  return Number.isInteger(number) && number >= range.min && number <= (range.max ?? number)
}

function checkChildren(provider: CallProvider, { name, children }: XmlElement): readonly Problem[] {
  const rows = findElementRows(provider, name)
  const allowed = rows.flatMap((row) => [...row.children[provider], ...(row.disputedChildren?.[provider] ?? [])])
  if (allowed.includes('#ssml')) return []
  return children
    .filter((child) => !allowed.includes(child.name))
    .map((child) => ({
      code: 'child-unknown',
      severity: 'error',
      message: `${PROVIDER_NAME[provider]} allows no <${child.name}> inside <${name}>.`,
    }))
}

/** Rows of every Plivo element that becomes this one. */
function attributeRows(provider: CallProvider, name: string): readonly AttributeRow[] {
  return findElementRows(provider, name).flatMap((row) => [...getAttributes(row.plivo).values()])
}
