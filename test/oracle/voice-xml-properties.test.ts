import { ATTRIBUTES, type AttributeRow, ELEMENTS, type ElementRow } from '@plivo-to-vobiz/mappings'
import { type Finding, lint, translate } from '@plivo-to-vobiz/voice-xml'
import { readDocument, type VoiceElement } from '@plivo-to-vobiz/voice-xml/document'
import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'
import { allowedValues, attributesOf, type Made, print, verbs } from './voice-xml-documents.ts'

const rows: readonly AttributeRow[] = ATTRIBUTES
const elements: readonly ElementRow[] = ELEMENTS

const toDocument = (all: readonly Made[]): string => `<Response>${all.map(print).join('')}\n</Response>`

const toVobizName = (name: string): string => elements.find(({ plivo }) => plivo === name)?.vobiz ?? name

/** The first element inside a Response. */
const firstOf = (xml: string): VoiceElement | undefined =>
  readDocument(xml).children.find((node): node is VoiceElement => typeof node !== 'string')

describe('translate, over documents made from the rows', () => {
  it('gives XML that another parser accepts', () => {
    fc.assert(
      fc.property(verbs, (all) => {
        const parser = new SaxesParser({ xmlns: false })
        parser.on('error', (error) => {
          throw error
        })
        parser.write(translate(toDocument(all)).xml).close()
      }),
      { numRuns: 1000 },
    )
  })

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(verbs, (all) => {
        const { xml } = translate(toDocument(all))
        expect(translate(xml).xml).toBe(xml)
      }),
      { numRuns: 1000 },
    )
  })

  it('gives what Vobiz accepts, but for what was reported', () => {
    fc.assert(
      fc.property(verbs, (all) => {
        // A Gather in the source was written for Vobiz and is left as it is.
        fc.pre(!JSON.stringify(all).includes('"Gather"'))
        const { xml, findings } = translate(toDocument(all))
        const reported = new Set(findings.map(({ code, element = '' }) => `${code} ${toVobizName(element)}`))
        expect(lint(xml, 'vobiz').filter(({ code, element }) => !reported.has(`${code} ${element}`))).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })

  it('gives findings whose place is in the document', () => {
    fc.assert(
      fc.property(verbs, (all) => {
        const xml = toDocument(all)
        const lines = xml.split('\n')
        for (const { line = 0, column = 0, element, attribute } of translate(xml).findings) {
          const rest = lines[line - 1]?.slice(column - 1) ?? ''
          if (attribute === undefined) expect(rest.startsWith(`<${element}`)).toBe(true)
          else expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1)
        }
      }),
      { numRuns: 300 },
    )
  })
})

/** Whether a finding speaks of the attribute: by its name, by the name it has on Vobiz, or by a code of its row. */
const speaksOf = (finding: Finding, row: AttributeRow): boolean =>
  finding.attribute === row.plivo || finding.attribute === row.vobiz || (row.findings?.includes(finding.code) ?? false)

describe('no attribute vanishes without a word', () => {
  const names = elements.map(({ plivo }) => plivo).filter((name) => rows.some(({ on }) => on === name))

  it.each(names)('%s', (name) => {
    fc.assert(
      fc.property(attributesOf(name), fc.constantFrom('', 'x', '1'), (attributes, text) => {
        const { before, after } = SHELL[name] ??
          (elements.find(({ plivo }) => plivo === name)?.ssml ? SHELL.ssml : undefined) ?? { before: '', after: '' }
        const source = `<Response>${before}${print({ name, attributes, text, children: [] })}${after}</Response>`
        const { xml, findings } = translate(source)
        const kept = find(readDocument(xml), elements.find(({ plivo }) => plivo === name)?.vobiz ?? '')
        if (kept === undefined) {
          const isReported = findings.some(({ element, attribute }) => element === name && attribute === undefined)
          expect(isReported).toBe(true)
          return
        }
        for (const [key, value] of Object.entries(attributes)) {
          const row = rows.find(({ on, plivo }) => on === name && plivo === key)
          if (row === undefined) throw new Error(`${key} has no row`)
          const present =
            row.vobiz !== null && row.hoistTo === undefined && (row.vobiz in kept.attributes || key in kept.attributes)
          const isNoop =
            row.noop !== undefined && [...new Set(value)].sort().join('') === [...new Set(row.noop)].sort().join('')
          expect({ key, value, told: present || isNoop || findings.some((finding) => speaksOf(finding, row)) }).toEqual(
            { key, value, told: true },
          )
        }
      }),
      { numRuns: 300 },
    )
  })
})

/** Where elements stand that cannot stand in Response. */
const SHELL: Readonly<Record<string, { before: string; after: string }>> = {
  Number: { before: '<Dial>', after: '</Dial>' },
  User: { before: '<Dial>', after: '</Dial>' },
  ssml: { before: '<Speak>', after: '</Speak>' },
}

function find(element: VoiceElement, name: string): VoiceElement | undefined {
  if (element.name === name) return element
  for (const child of element.children) {
    const found = typeof child === 'string' ? undefined : find(child, name)
    if (found !== undefined) return found
  }
  return undefined
}

describe('there and back over rows that are the same or renamed', () => {
  const plain = (row: AttributeRow): boolean =>
    (row.status === 'same' || row.status === 'renamed') && row.convert === undefined && row.check?.act !== 'drop'
  const names = elements
    .filter(({ vobiz, ssml }) => vobiz !== null && ssml !== true)
    .map(({ plivo }) => plivo)
    .filter((name) => !(name in SHELL) && rows.some((row) => row.on === name && plain(row)))

  it.each(names)('%s', (name) => {
    const own = rows.filter((row) => row.on === name && plain(row))
    // Two Plivo spellings of one Vobiz attribute cannot both come back.
    const once = own.filter((row, index) => own.findIndex(({ vobiz }) => vobiz === row.vobiz) === index)
    const arbitrary = attributesOf(
      name,
      (row) => fc.constantFrom(...allowedValues(row)),
      (row) => once.includes(row),
    )
    fc.assert(
      fc.property(arbitrary, (attributes) => {
        const { xml, findings } = translate(
          `<Response>${print({ name, attributes, text: 'x', children: [] })}</Response>`,
        )
        const written = new Set(
          findings.flatMap(({ code, attribute }) => (code === 'default-made-explicit' ? (attribute ?? []) : [])),
        )
        for (const { name: added } of elements.find(({ plivo }) => plivo === name)?.add ?? []) written.add(added)
        const extra = new Set(['beep', 'playBeep', ...written])
        const back = Object.entries(firstOf(xml)?.attributes ?? {}).flatMap(([key, value]) => {
          const row = once.find(({ vobiz }) => vobiz === key)
          return row === undefined || (extra.has(key) && !(row.plivo in attributes))
            ? []
            : [[row.plivo, value] as const]
        })
        expect(Object.fromEntries(back)).toEqual(attributes)
      }),
      { numRuns: 200 },
    )
  })
})
