/**
 * `npm run new transform <name>`: writes the skeleton of a transform with one fixture that fails until it is written.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [what, name = ''] = process.argv.slice(2)
const folder = join(import.meta.dirname, 'transforms', name)

if (what !== 'transform' || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
  fail('Usage: npm run new transform <name-in-kebab-case>')
} else if (existsSync(folder)) {
  fail(`codemods/transforms/${name} exists already.`)
} else {
  write()
}

function fail(message: string): void {
  console.error(message)
  process.exitCode = 2
}

function write(): void {
  const fixture = join(folder, 'fixtures', 'plain-case')
  mkdirSync(fixture, { recursive: true })
  const identifier = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
  const files: Record<string, string> = {
    [join(folder, 'transform.ts')]: `import type { SourceFile } from '../../src/source-file.ts'
import type { Touchpoint } from '../../src/touchpoint.ts'
import type { Transform } from '../../src/transform.ts'

/** What this transform rewrites, in one sentence. */
export const ${identifier}: Transform = {
  name: '${name}',
  languages: ['javascript', 'typescript'],
  // What the text of a file holds when there is anything to find; no other file is asked about.
  needs: /plivo/i,
  find: (_file: SourceFile): readonly Touchpoint[] => [],
  rewrite: () => ({ task: { code: 'not-written-yet' } }),
}
`,
    [join(folder, 'README.md')]:
      `# ${name}\n\nWhat it serves, then the shapes it handles, numbered, then what becomes a task and why.\n`,
    [join(fixture, 'input.js')]: `// the smallest source that shows the case\n`,
    [join(fixture, 'expected.js')]: `// what it should become\n`,
    [join(fixture, 'findings.json')]: '[]\n',
  }
  for (const [path, text] of Object.entries(files)) writeFileSync(path, text)
  console.log(`codemods/transforms/${name} is written. Its fixture fails until the transform does its work:`)
  console.log('  npx vitest run --project contract test/contract/transform.test.ts')
  console.log('Cases to add: plain, aliased, required, re-exported, already migrated, look-alike, one from real life.')
}
