import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createModuleResolver } from './resolve-module.ts'
import { createTree } from './tree.fixture.ts'

const FILES = ['src/a.ts', 'src/b/index.ts', 'src/c.js', 'lib/d.mts', 'web/e.tsx']

type Resolve = (specifier: string, folder?: string) => string | undefined

function createResolve(config: Readonly<Record<string, string>> = {}): Resolve {
  const tree = createTree({ ...Object.fromEntries(FILES.map((file) => [file, ''])), ...config })
  const resolve = createModuleResolver(tree.root, new Set(FILES.map(tree.path)))
  return (specifier, folder = 'src') => resolve(specifier, join(tree.root, folder))?.slice(tree.root.length + 1)
}

it.each([
  ['./a', 'src/a.ts'],
  ['./a.ts', 'src/a.ts'],
  ['./a.js', 'src/a.ts'],
  ['./b', 'src/b/index.ts'],
  ['./c', 'src/c.js'],
  ['../lib/d.mjs', 'lib/d.mts'],
  ['../web/e.jsx', 'web/e.tsx'],
  ['./missing', undefined],
  ['../../outside', undefined],
  ['express', undefined],
])('finds %s beside the file that names it', (specifier, expected) => {
  expect(createResolve()(specifier)).toBe(expected)
})

it('finds aliases of the nearest configuration, inherited ones too', () => {
  const resolve = createResolve({
    'tsconfig.base.json': '{ "compilerOptions": { "baseUrl": ".", "paths": { "@lib/*": ["lib/*"] } } }',
    'tsconfig.json': '{ "extends": "./tsconfig.base.json" } // with a comment',
    'web/jsconfig.json': '{ "compilerOptions": { "paths": { "~": ["./e.tsx"] } } }',
  })
  expect(resolve('@lib/d.mjs')).toBe('lib/d.mts')
  expect(resolve('src/a')).toBe('src/a.ts')
  expect(resolve('~', 'web')).toBe('web/e.tsx')
  expect(resolve('@lib/d.mjs', 'web')).toBe(undefined)
  expect(resolve('express')).toBe(undefined)
})
