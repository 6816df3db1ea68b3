import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getMembers } from '../agreement/workspace.ts'
import { type Installed, packAndInstall, run } from './pack.ts'

const TEST = join(import.meta.dirname, '..')
let installed: Installed
const node20 = process.versions.node.startsWith('20.')

beforeAll(() => {
  installed = packAndInstall({ express: '^5.0.0' })
})
afterAll(() => rmSync(installed.folder, { recursive: true, force: true }))

const members = getMembers()
const entries = members.flatMap(({ name, manifest }) =>
  Object.keys(manifest.exports ?? {})
    .filter((path) => !path.endsWith('.json'))
    .map((path) => ({ entry: join(name, path) })),
)

describe.each(members)('$name as packed', ({ name }) => {
  it('ships no workspace condition, no test and no workspace version', () => {
    const tarball = installed.tarballs[name] ?? ''
    const manifest = run('tar', ['-xzOf', tarball, 'package/package.json'], installed.folder)
    expect(manifest).not.toMatch(/source"|workspace:|catalog:/)
    const files = run('tar', ['-tzf', tarball], installed.folder)
    expect(files).not.toMatch(/\.test\.|tsbuildinfo|\.fixture\./)
    expect(files).toContain('package/LICENSE')
    expect(files).toContain('package/README.md')
  })

  it('passes publint and attw', () => {
    const tarball = installed.tarballs[name] ?? ''
    // Both exit with an error, which `run` throws with what they printed, when they find something.
    expect(run('npx', ['--no-install', 'publint', 'run', tarball, '--strict'], TEST)).toContain('All good')
    expect(run('npx', ['--no-install', 'attw', tarball, '--profile', 'esm-only'], TEST)).toContain('🟢')
  })
})

describe.each(entries)('$entry', ({ entry }) => {
  it('imports as ESM', () => {
    const script = `import * as m from '${entry}'; console.log(Object.keys(m).length)`
    expect(Number(run(process.execPath, ['--input-type=module', '-e', script], installed.folder))).toBeGreaterThan(0)
  })

  it('loads by require', () => {
    const script = `console.log(Object.keys(require('${entry}')).length)`
    const flags = node20 ? ['--no-warnings'] : []
    expect(Number(run(process.execPath, [...flags, '-e', script], installed.folder))).toBeGreaterThan(0)
  })
})

it('type-checks for a user with strict settings', () => {
  const imports = entries.map(({ entry }, index) => `import * as m${index} from '${entry}'\nvoid m${index}`)
  writeFileSync(join(installed.folder, 'user.ts'), imports.join('\n'))
  const tsc = join(import.meta.dirname, '../../node_modules/typescript/bin/tsc')
  const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023', '--skipLibCheck', 'false']
  const types = ['--types', 'node', '--typeRoots', join(import.meta.dirname, '../../node_modules/@types')]
  expect(run(process.execPath, [tsc, ...options, ...types, 'user.ts'], installed.folder)).toBe('')
})

it('runs the command from the tarball', () => {
  expect(run(join(installed.folder, 'node_modules/.bin/plivo-to-vobiz'), ['--version'], installed.folder)).toMatch(
    /^\d/,
  )
})
