import { expect, it } from 'vitest'
import { createProject } from './create-project.ts'
import { createTree } from './tree.fixture.ts'

const FILES = {
  'package.json': '{ "name": "app" }',
  'src/client.js': "const plivo = require('plivo')\nmodule.exports = new plivo.Client()\n",
  'src/near.js': "require('./client')\n",
  'src/sub/far.ts': "import '../near.js'\nexport const holder = 1\n",
  'src/index.js': "export * from './sub/far'\n",
  'src/top.js': "import('.')\n",
  'src/alone.js': "require('client')\nrequire('./clients')\n",
  'other/package.json': '{}',
  'other/src/near.js': "require('../../src/client')\n",
}

function open() {
  const tree = createTree(FILES)
  return createProject(tree.root, Object.keys(FILES).map(tree.path).sort())
}

it('finds the files of a package, those of packages inside it too, that load a file, nearest first, and tells which are close to Plivo', () => {
  expect(open().findImporters('src/client.js')).toEqual([
    { path: 'other/src/near.js', isClose: true },
    { path: 'src/near.js', isClose: true },
    { path: 'src/sub/far.ts', isClose: false },
    { path: 'src/index.js', isClose: false },
    // It loads one that hands on what another exports.
    { path: 'src/top.js', isClose: true },
  ])
})

it('reads no module again whose specifiers are known', () => {
  const tree = createTree(FILES)
  const listed = Object.keys(FILES).map(tree.path).sort()
  const specifiers = new Map([
    [tree.path('src/near.js'), ''],
    [tree.path('other/src/near.js'), ''],
    [tree.path('src/alone.js'), './clients\n./client.js'],
  ])
  expect(createProject(tree.root, listed, { specifiers }).findImporters('src/client.js')).toEqual([
    { path: 'src/alone.js', isClose: true },
  ])
})

it('tells what a file holds without parsing it', () => {
  const project = open()
  expect(project.holds('src/sub/far.ts', new Set(['none', 'holder']))).toBe(true)
  expect(project.holds('src/sub/far.ts', new Set(['none']))).toBe(false)
  expect(project.holds('not/there.ts', new Set(['none']))).toBe(false)
  expect(project.namesPlivo('src/client.js')).toBe(true)
  expect(project.namesPlivo('src/near.js')).toBe(false)
})

it('opens a file once, and again when its text is another', () => {
  const project = open()
  const file = project.read('src/client.js')
  expect(file).toBeDefined()
  expect(project.read('src/client.js')).toBe(file)
  expect(project.open('src/client.js', file?.text ?? '')).toBe(file)
  expect(project.open('src/client.js', 'other()')).not.toBe(file)
  expect(project.read('src/missing.js')).toBeUndefined()
})
