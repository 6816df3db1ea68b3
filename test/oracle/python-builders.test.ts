import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { ELEMENTS, getAttributes } from '@plivo-to-vobiz/mappings'
import { translate } from '@plivo-to-vobiz/voice-xml'
import { beforeAll, expect, it } from 'vitest'
import { planFile } from '../../codemods/src/plan-file.ts'
import { TRANSFORMS } from '../../codemods/src/transforms.ts'
import { ROOT } from '../agreement/workspace.ts'
import { readCases } from '../contract/fixtures.ts'
import { describePython, getPythonWith } from './python.ts'

/**
 * The builders both vendors publish, run by the real interpreter: that of Vobiz writes what that of Plivo writes, so an
 * import may move, and what was moved writes XML that needs no translation.
 */
const DRIVER = join(ROOT, 'test/oracle/python-builders-driver.py')
let python = ''

const run = (programs: readonly string[]): readonly (readonly [string, string])[] =>
  JSON.parse(execFileSync(python, ['-B', DRIVER], { input: JSON.stringify(programs), encoding: 'utf8' }))

const toPython = (name: string): string =>
  name.replaceAll(/(?<=[a-z0-9])([A-Z])/g, (letter) => `_${letter.toLowerCase()}`)
const VALUES = ["'5'", '5', 'True', "'https://a.example/x?a=1&b=<2>'"]

describePython('XML builders of both packages', () => {
  beforeAll(async () => {
    python = await getPythonWith([join(ROOT, 'test/oracle/python-clients.txt')])
  }, 300_000)

  it('write the same for every element with every attribute', () => {
    const programs = ELEMENTS.flatMap(({ plivo }) =>
      [...getAttributes(plivo).keys()].flatMap((attribute) =>
        [attribute, toPython(attribute)].flatMap((keyword) =>
          VALUES.map((value) => `xml = builder.${plivo}Element(**{'${keyword}': ${value}}).to_string()`),
        ),
      ),
    )
    const written = run(programs)
    expect(written.map(([, vobiz], index) => [programs[index], vobiz])).toEqual(
      written.map(([plivo], index) => [programs[index], plivo]),
    )
    expect(written.filter(([plivo]) => plivo.startsWith('<')).length).toBeGreaterThan(50)
  })

  it('differ in what two methods of the root give back, which is why code that uses it stays', () => {
    const [dial, digits, speak] = run(
      ['dial', 'get_digits', 'speak'].map(
        (verb) =>
          `root = builder.ResponseElement()\nxml = str(root.add_${verb}(${verb === 'speak' ? "'x'" : ''}) is root)`,
      ),
    )
    expect([dial, digits, speak]).toEqual([
      ['True', 'False'],
      ['True', 'False'],
      ['True', 'True'],
    ])
  })

  const moved = readCases('python-xml').filter(({ input, expected }) => input !== expected)
  it.each(moved)('write for Vobiz what needs no translation: $name', ({ input }) => {
    const { newText } = planFile({ path: 'app.py', text: input, language: 'python' }, TRANSFORMS, { target: 'vobiz' })
    expect(newText).toMatch(/from vobiz import vobizxml/)
    const calls = [...newText.matchAll(/\b(?:vobizxml|px)\.(\w+Element\([^\n]*\))\)?$/gm)].flatMap(([, call]) => {
      const text = call?.replace(/\)\)$/, ')').replace(/\.add\(.*$/, '') ?? ''
      return /^\w+Element\(\)$/.test(text) || /\bf'|\+|\burl\b/.test(text)
        ? []
        : [`xml = builder.${text}.to_string(False)`]
    })
    for (const [index, [plivo, vobiz]] of run(calls).entries()) {
      expect([calls[index], vobiz]).toEqual([calls[index], plivo])
      expect(translate(`<Response>${vobiz}</Response>`).xml).toBe(`<Response>${vobiz}</Response>`)
    }
  })
})
