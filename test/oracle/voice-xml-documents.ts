/** Arbitrary PlivoXML, made from the rows. */
import { ATTRIBUTES, type AttributeRow, ELEMENTS, type ElementRow } from '@plivo-to-vobiz/mappings'
import fc from 'fast-check'

const elements: readonly ElementRow[] = ELEMENTS
const rows: readonly AttributeRow[] = ATTRIBUTES

/** An element to print. */
export interface Made {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly text: string
  readonly children: readonly Made[]
}

const URLS = [
  'https://app.example.com/a?b=1&c=2',
  'http://app.example.com/a',
  '/relative',
  'wss://app.example.com/s',
  '',
]
const JUNK = [
  '',
  ' ',
  '0',
  '-1',
  '1',
  '7',
  '99',
  '5.5',
  'true',
  'True',
  'FALSE',
  'none',
  '#',
  'beep:1',
  'a<b>&"\'',
  `\${x}`,
  '{{ y }}',
  'é',
  'hi-IN',
  'man',
  'auto',
  'real',
]

/** Values a row allows on both sides. */
export function allowedValues(row: AttributeRow): readonly string[] {
  if (row.range !== undefined) {
    const { min, max = min + 50, allow = [] } = row.range
    return [String(Math.max(min, 1)), String(max), ...allow]
  }
  if (row.enum !== undefined) return row.enum
  if (row.url === true) return ['https://app.example.com/a?b=1&c=2', ...(row.words ?? [])]
  return ['1', '12', 'a=b', '+14155550100']
}

const anyValueOf = (row: AttributeRow): fc.Arbitrary<string> =>
  fc.oneof(fc.constantFrom(...allowedValues(row)), fc.constantFrom(...URLS, ...JUNK))

/** Attributes of one element: of its rows, and now and then one that nobody knows. */
export function attributesOf(
  name: string,
  pick: (row: AttributeRow) => fc.Arbitrary<string> = anyValueOf,
  only: (row: AttributeRow) => boolean = () => true,
): fc.Arbitrary<Record<string, string>> {
  const own = rows.filter((row) => row.on === name && only(row))
  if (own.length === 0) return fc.constant({})
  return fc
    .uniqueArray(fc.constantFrom(...own), { maxLength: 7 })
    .chain((chosen) => fc.tuple(...chosen.map((row) => pick(row).map((value) => [row.plivo, value] as const))))
    .map((entries) => Object.fromEntries(entries))
}

const TEXTS = [
  '',
  'room',
  ' \n room \n',
  'https://app.example.com/a.mp3',
  'wss://app.example.com/s',
  '12w#',
  '+14155550100',
  'sip:a@phone.plivo.com',
  `a & <b> \${c}`,
  'nächste',
]

/** An element with anything below it that some provider or builder allows, or does not. */
const made = (depth: number): fc.Arbitrary<Made> =>
  fc
    .constantFrom(...elements.map((row) => row.plivo).filter((name) => name !== 'Response'), 'Say', 'Gather')
    .chain((name) => madeOf(name, depth))

function madeOf(name: string, depth: number): fc.Arbitrary<Made> {
  const row = elements.find((candidate) => candidate.plivo === name)
  const inside = [...(row?.children.plivo ?? []), ...(row?.disputedChildren?.plivo ?? [])]
  return fc.record({
    name: fc.constant(name),
    attributes: attributesOf(name),
    text: fc.constantFrom(...TEXTS),
    children:
      depth <= 0 ? fc.constant([]) : fc.array(childOf(inside, depth), { maxLength: inside.length === 0 ? 1 : 3 }),
  })
}

/** Mostly a child that has its place there. */
function childOf(inside: readonly string[], depth: number): fc.Arbitrary<Made> {
  const anything = made(depth - 1)
  if (inside.length === 0) return anything
  const right = fc.constantFrom(...inside).chain((name) => madeOf(name, depth - 1))
  return fc.oneof({ weight: 6, arbitrary: right }, { weight: 1, arbitrary: anything })
}

/** The children of a Response. */
export const verbs: fc.Arbitrary<readonly Made[]> = fc.array(made(2), { maxLength: 5 })

const escapeText = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
const escapeValue = (text: string): string => escapeText(text).replace(/"/g, '&quot;')

/** Prints elements, each start tag on a line of its own. */
export function print({ name, attributes, text, children }: Made): string {
  const list = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escapeValue(value)}"`)
    .join('')
  const content = escapeText(text) + children.map(print).join('')
  return content === '' ? `\n<${name}${list}/>` : `\n<${name}${list}>${content}</${name}>`
}
