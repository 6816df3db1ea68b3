import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { planFile } from '../../codemods/src/plan-file.ts'
import { TRANSFORMS } from '../../codemods/src/transforms.ts'
import { ROOT } from '../agreement/workspace.ts'
import { readCases, toSource } from '../contract/fixtures.ts'
import { describePython, getPythonWith } from './python.ts'

/** Every Python fixture in the form `black` gives it, rewritten: `black` has nothing to change about the outcome. */
const cases = TRANSFORMS.filter(({ languages }) => languages.includes('python')).flatMap(({ name }) =>
  readCases(name)
    .filter(({ extension }) => extension === '.py')
    .map((one) => ({ ...one, label: `${name}/${one.name}` })),
)
const GRAMMAR = `
import ast, json, sys
def parses(text):
    try:
        ast.parse(text, feature_version=(3, 7))
    except SyntaxError:
        return False
    return True
print(json.dumps([parses(text) for text in json.load(sys.stdin)]))
`

let python = ''
let folder = ''

/** What \`black\` makes of texts; those it cannot read stay as they are. */
function format(texts: readonly string[], limit: number): readonly string[] {
  const paths = texts.map((text, index) => {
    const path = join(folder, `program-${index}.py`)
    writeFileSync(path, text)
    return path
  })
  spawnSync(python, ['-m', 'black', '--quiet', '--line-length', String(limit), ...paths])
  return paths.map((path) => readFileSync(path, 'utf8'))
}

describePython('Python with a length of lines', () => {
  beforeAll(async () => {
    python = await getPythonWith([join(ROOT, 'test/oracle/python-line-length.txt')])
    folder = mkdtempSync(join(tmpdir(), 'plivo-to-vobiz-line-length-'))
  }, 300_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it.each([88, 100].flatMap((limit) => (['both', 'vobiz'] as const).map((target) => ({ limit, target }))))(
    'stays as black writes it: $limit characters, for $target',
    ({ limit, target }) => {
      const inputs = format(
        cases.map(({ input }) => input),
        limit,
      )
      const readText = (path: string) =>
        path === 'pyproject.toml' ? `[tool.black]\nline-length = ${limit}\n` : undefined
      const outputs = cases.map(
        (one, index) => planFile({ ...toSource(one, inputs[index] ?? ''), readText }, TRANSFORMS, { target }).newText,
      )
      const changed = outputs.filter((output, index) => output !== inputs[index])
      expect(changed.length).toBeGreaterThan(20)
      const formatted = format(outputs, limit)
      for (const [index, output] of outputs.entries())
        expect({ label: cases[index]?.label, text: output }).toEqual({
          label: cases[index]?.label,
          text: formatted[index],
        })
    },
  )

  it('keeps to the grammar of Python 3.7 where the file did', () => {
    const both = cases.map((one) => planFile(toSource(one, one.input), TRANSFORMS, { target: 'both' }).newText)
    const vobiz = cases.map((one) => planFile(toSource(one, one.input), TRANSFORMS, { target: 'vobiz' }).newText)
    const given = JSON.stringify([...cases.map(({ input }) => input), ...both, ...vobiz])
    const verdicts: boolean[] = JSON.parse(execFileSync(python, ['-c', GRAMMAR], { input: given, encoding: 'utf8' }))
    const count = cases.length
    const broken = cases.filter(
      (_, index) => verdicts[index] && !(verdicts[count + index] && verdicts[2 * count + index]),
    )
    expect(broken.map(({ label }) => label)).toEqual([])
    expect(verdicts.filter(Boolean).length).toBeGreaterThan(2 * count)
  })
})
