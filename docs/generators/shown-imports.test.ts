import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const SKIPPED = /(?:^|\/)(?:node_modules|dist|fixtures|coverage|transforms|decisions|\.[^/]+)(?:\/|$)/
const LOADS = [
  /import\s+(?!type\b)(?:\w+\s*,\s*)?\{([^}]*)\}\s*from\s*['"](@plivo-to-vobiz\/[^'"]+)['"]/g,
  /(?:const|let|var)\s+\{([^}]*)\}\s*=\s*require\(['"](@plivo-to-vobiz\/[^'"]+)['"]\)/g,
]

interface Shown {
  readonly page: string
  readonly name: string
  readonly from: string
}

const pages = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.md') && !SKIPPED.test(path))

/** Every name that code on a page takes out of one of our packages, types apart. */
const shown: readonly Shown[] = pages.flatMap((page) => {
  const text = readFileSync(join(ROOT, page), 'utf8')
  return LOADS.flatMap((pattern) =>
    Array.from(text.matchAll(pattern), ([, names = '', from = '']) =>
      names
        .split(',')
        .map((name) => name.trim().split(/\s+as\s+|:/)[0] ?? '')
        .filter((name) => name !== '' && !name.startsWith('type '))
        .map((name) => ({ page, name, from })),
    ).flat(),
  )
})

/** Packages are looked up from the tests' own folder, which depends on all of them. */
const require = createRequire(join(ROOT, 'test/package.json'))

describe('code on pages takes what packages have', () => {
  it('is found', () => expect(shown.length).toBeGreaterThan(30))

  it.each(shown)('$page: $name of $from', async ({ name, from }) => {
    const loaded: object = await import(require.resolve(from))
    expect(Object.keys(loaded)).toContain(name)
  })
})
