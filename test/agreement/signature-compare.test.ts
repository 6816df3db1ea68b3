import { Lang, parse } from '@ast-grep/napi'
import { describe, expect, it } from 'vitest'
import { listSources, readSource } from './workspace.ts'

const FOLDER = 'packages/signatures/src'
const OPERATORS = ['===', '!==', '==', '!=']
/** What a comparison may have on its other side without telling anything about a digest. */
const HARMLESS = /^(?:undefined|null|''|""|REPEATED|'string'|-?\d+)$/
/** Names of things whose characters must not be told by how long a comparison takes. */
const SECRET =
  /\b(?:digests?|signatures?|secrets?|tokens?|expected|mac|hmac|presented|credentials)\b(?!\.(?:length|size)\b)/i

/** Comparisons of secret texts by an operator that stops at the first difference, with their lines. */
function findEarlyExits(source: string): readonly string[] {
  return parse(Lang.TypeScript, source)
    .root()
    .findAll({ rule: { kind: 'binary_expression' } })
    .flatMap((node) => {
      const [left, operator, right] = node.children()
      if (!OPERATORS.includes(operator?.text() ?? '')) return []
      const sides = [left?.text() ?? '', right?.text() ?? '']
      const isSecret = sides.some((side) => SECRET.test(side) && !side.startsWith('typeof '))
      return isSecret && !sides.some((side) => HARMLESS.test(side))
        ? [`${node.range().start.line + 1}: ${node.text()}`]
        : []
    })
}

const sources = listSources(FOLDER).filter((file) => /\/src\//.test(file) && !/\.(?:test|fixture)\.ts$/.test(file))

describe('signatures are compared in constant time', () => {
  it('by no operator that stops at the first difference', () => {
    expect(sources.length).toBeGreaterThan(30)
    // Diagnostics for the owner of the secret; `verify` never runs them.
    const judged = sources.filter((file) => !file.includes('/explain/'))
    expect(judged.flatMap((file) => findEarlyExits(readSource(file)).map((found) => `${file}:${found}`))).toEqual([])
  })

  it('in two places alone', () => {
    const comparing = sources.filter((file) => /\btimingSafeEqual\b/.test(readSource(file)))
    expect(comparing.map((file) => file.split('/src/')[1]).sort()).toEqual(['basic-credentials.ts', 'hmac.ts'])
  })

  it('never by what explains refusals', () => {
    const importing = sources.filter((file) => /from '.*\/explain\//.test(readSource(file)))
    expect(importing.map((file) => file.split('/src/')[1])).toEqual(['index.ts'])
  })

  it('sees an early exit when there is one', () => {
    const source = `
      if (received === digest) accept()
      if (signature !== other) refuse()
      const same = parts.secret == secret
      if (signature === undefined || signature === '' || digest.length === 44 || typeof secret !== 'string') refuse()`
    expect(findEarlyExits(source)).toEqual([
      '2: received === digest',
      '3: signature !== other',
      '4: parts.secret == secret',
    ])
  })
})
