import { Lang, parse } from '@ast-grep/napi'
import { ATTRIBUTE, ELEMENT, EVENT, HEADERS, HOSTS, PARAM, WEBHOOK_WORDS } from '@plivo-to-vobiz/mappings'
import { describe, expect, it } from 'vitest'
import { getMembers, listSources, readSource } from './workspace.ts'

/** A name worth checking: plain words such as `type` or `From` mean other things too. */
const hasInnerCapital = (name: string): boolean => /.[A-Z]/.test(name)

const EXACT = new Set<string>([
  ...Object.values(PARAM).filter(hasInnerCapital),
  ...Object.values(EVENT).filter(hasInnerCapital),
  ...Object.values(ATTRIBUTE).filter(hasInnerCapital),
  ...Object.values(ELEMENT).filter((name) => /^[A-Z]/.test(name)),
  HOSTS.plivoApi,
  ...HOSTS.plivoSip,
  ...WEBHOOK_WORDS.map((row) => row.name),
])
const ANY_CASE = new Set<string>(HEADERS.map((row) => row.name.toLowerCase()))

/** Vendor names written as string literals in a source, with their lines. */
function findVendorLiterals(source: string): readonly string[] {
  return parse(Lang.TypeScript, source)
    .root()
    .findAll({ rule: { any: [{ kind: 'string_fragment' }] } })
    .filter((node) => EXACT.has(node.text()) || ANY_CASE.has(node.text().toLowerCase()))
    .map((node) => `${node.range().start.line + 1}: ${node.text()}`)
}

describe('vendor names are written in packages/mappings alone', () => {
  const members = getMembers().filter(({ folder }) => folder !== 'packages/mappings')

  it.each(members)('$name', ({ folder }) => {
    const found = listSources(folder)
      .filter((file) => /\/(src|transforms)\//.test(file) && !/\/generated\/|\.fixture\.ts$/.test(file))
      .flatMap((file) => findVendorLiterals(readSource(file)).map((literal) => `${file}:${literal}`))
    expect(found).toEqual([])
  })

  it('sees one when there is one', () => {
    expect(findVendorLiterals(`const a = 'CallUUID'; const b = "x-plivo-signature-v3"; const c = 'From'`)).toEqual([
      '1: CallUUID',
      '1: x-plivo-signature-v3',
    ])
    expect(findVendorLiterals('const a = `Gather`')).toEqual(['1: Gather'])
  })
})
