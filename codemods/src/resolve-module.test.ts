import { mkdirSync, symlinkSync } from 'node:fs'
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

it('finds packages of the workspace by their links, and itself by its own name', () => {
  const tree = createTree({
    'packages/a/src/main.ts': '',
    'packages/b/package.json':
      '{ "name": "@app/b", "exports": { ".": { "node": "./no.ts", "import": "./src/main.ts" }, "./x": "./no.ts" } }',
    'packages/b/src/main.ts': '',
    'tsconfig.json': '{ "extends": "./base.json" }',
    'base.json': '{}',
  })
  mkdirSync(tree.path('node_modules/@app'), { recursive: true })
  symlinkSync('../../packages/b', tree.path('node_modules/@app/b'))
  const resolve = createModuleResolver(tree.root, new Set([tree.path('packages/b/src/main.ts')]))
  expect(resolve('@app/b', tree.path('packages/a/src'))).toBe(tree.path('packages/b/src/main.ts'))
  expect(resolve('@app/b', tree.path('packages/b/src'))).toBe(tree.path('packages/b/src/main.ts'))
  expect(resolve('@app/b/x', tree.path('packages/b/src'))).toBe(undefined)
  expect(resolve('@app/b/y', tree.path('packages/b/src'))).toBe(undefined)
  expect(resolve('@app/c', tree.path('packages/a/src'))).toBe(undefined)
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

it('tries the targets of the closest alias in turn', () => {
  const resolve = createResolve({
    'tsconfig.json':
      '{ "extends": "@nobody/has-this", "compilerOptions": { "paths": { "*": ["none/*"], "b*": ["none/*", "src/b*"] } } }',
  })
  expect(resolve('b')).toBe('src/b/index.ts')
  expect(resolve('c')).toBe(undefined)
})
