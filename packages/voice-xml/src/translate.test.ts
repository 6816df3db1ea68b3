import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { Finding } from './findings.ts'
import { translate } from './translate.ts'

const FIXTURES = fileURLToPath(new URL('../fixtures', import.meta.url))
const read = (name: string, file: string): string => readFileSync(join(FIXTURES, name, file), 'utf8')

/** `code Element@attribute`, as fixtures write it. */
const toPlace = ({ code, element, attribute }: Finding): string =>
  `${code} ${element}${attribute === undefined ? '' : `@${attribute}`}`

describe('fixtures', () => {
  it.each(readdirSync(FIXTURES))('%s', (name) => {
    const { xml, findings } = translate(read(name, 'input.xml'))
    expect(xml).toBe(read(name, 'expected.xml'))
    expect(findings.map(toPlace)).toEqual(JSON.parse(read(name, 'findings.json')))
  })

  it.each(readdirSync(FIXTURES))('%s: translating again changes nothing', (name) => {
    expect(translate(read(name, 'expected.xml')).xml).toBe(read(name, 'expected.xml'))
  })
})
