import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { apply } from '../apply.ts'
import { plan } from '../run.ts'

const VERIFIER = 'src/main/java/vobizsignatures/VobizSignatures.java'
const TEST = 'src/test/java/vobizsignatures/VobizSignaturesTest.java'
const verifiers = join(import.meta.dirname, '../../verifiers')

let root = ''
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'plan-tests-')))
  write(VERIFIER, readFileSync(join(verifiers, 'java/VobizSignatures.java'), 'utf8'))
  write('pom.xml', '<artifactId>junit-jupiter</artifactId>')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

const planFor = (paths: readonly string[], withTests = true) => plan({ cwd: root, paths, withTests })

it.each([[['.']], [['src']], [['src/main/java', '.']]])('writes a test that belongs inside %j', async (paths) => {
  const { changes, findings } = await planFor(paths)
  expect(changes.map(({ file }) => file)).toEqual([TEST])
  expect(findings.map(({ code }) => code)).toEqual(['file-added'])
})

it('writes nothing outside the named paths, and says where the test belongs and how to have it', async () => {
  for (const paths of [['src/main/java'], [VERIFIER]]) {
    const planned = await planFor(paths)
    expect(planned.changes).toEqual([])
    expect(planned.findings).toMatchObject([
      {
        code: 'verifier-test-outside',
        action: 'manual',
        file: VERIFIER,
        message: `The test of this verifier belongs at ${TEST}, outside the paths that were named, and was not written. Run again and name src to have it written.`,
      },
    ])
    await apply(planned, { force: true })
    expect(existsSync(join(root, TEST))).toBe(false)
  }
})

it('says nothing of a test that is there already, until the verifier becomes another', async () => {
  await apply(await planFor(['src']), { force: true })
  for (const withTests of [false, true]) expect((await planFor(['src/main/java'], withTests)).findings).toEqual([])
  write(VERIFIER, readFileSync(join(verifiers, 'java/vobiz/VobizSignatures.java'), 'utf8'))
  for (const withTests of [false, true]) {
    const { changes, findings } = await planFor(['src/main/java'], withTests)
    expect(changes).toEqual([])
    expect(findings.map(({ code }) => code)).toEqual(['verifier-test-outside'])
  }
})

it('writes a test beside its verifier when a file was named', async () => {
  write(
    'ivr/vobiz_signatures.py',
    readFileSync(join(verifiers, '../transforms/python-signature/templates/either.py'), 'utf8'),
  )
  const { changes } = await planFor(['ivr/vobiz_signatures.py'])
  expect(changes.map(({ file }) => file)).toEqual(['ivr/test_vobiz_signatures.py'])
})
