import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FINDINGS } from './findings.ts'
import { selectTransforms } from './select.ts'
import { TRANSFORMS } from './transforms.ts'

const FOLDER = join(import.meta.dirname, '../transforms')

describe('the list of transforms', () => {
  it('names every folder, and only those', () => {
    expect(TRANSFORMS.map(({ name }) => name).sort()).toEqual(readdirSync(FOLDER).sort())
  })

  it.each(readdirSync(FOLDER))('%s has a README that opens with its name', (name) => {
    expect(existsSync(join(FOLDER, name, 'README.md'))).toBe(true)
  })

  it('is narrowed by name, and a wrong name says which there are', () => {
    expect(selectTransforms(['js-signature']).map(({ name }) => name)).toEqual(['js-signature'])
    expect(() => selectTransforms(['js-signatur'])).toThrow(/js-signatur;.*js-signature/)
  })
})

it('keeps the finding codes of every table sorted, and in one table alone', async () => {
  const folder = join(import.meta.dirname, 'findings')
  const tables = readdirSync(folder).filter((file) => file !== 'row.ts')
  const codes: string[] = []
  for (const table of tables) {
    const [rows] = Object.values(await import(join(folder, table)))
    const own = Object.keys(rows as object)
    expect(own, table).toEqual([...own].sort())
    codes.push(...own)
  }
  expect(codes.sort()).toEqual(Object.keys(FINDINGS))
})
