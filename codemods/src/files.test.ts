import { mkdirSync, symlinkSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listFiles } from './files.ts'
import { getRoot } from './root.ts'
import { createTree, type TestTree } from './tree.fixture.ts'

const list = (tree: TestTree, ...paths: string[]): readonly string[] =>
  listFiles(paths.length === 0 ? [tree.root] : paths, { root: tree.root }).paths.map((path) =>
    relative(tree.root, path),
  )

describe('which files a run looks at', () => {
  it('takes source files and manifests, and leaves generated and foreign folders out', () => {
    const tree = createTree({
      'a.ts': '',
      'b/c.jsx': '',
      'package.json': '{}',
      'tsconfig.json': '{}',
      'b/lib.min.js': '',
      'b/types.d.ts': '',
      'node_modules/plivo/index.js': '',
      'b/node_modules/x/index.js': '',
      'dist/a.js': '',
      'vendor/a.js': '',
      '.git/hooks/a.js': '',
      'picture.png': '',
    })
    expect(list(tree)).toEqual(['a.ts', 'b/c.jsx', 'package.json', 'tsconfig.json'])
  })

  it('respects ignore files at every level, and negation in a deeper one', () => {
    const tree = createTree({
      '.gitignore': 'generated/\n*.gen2.js\n/only-top.js\n',
      'generated/a.js': '',
      'x.gen2.js': '',
      'only-top.js': '',
      'sub/only-top.js': '',
      'sub/.gitignore': '!x.gen2.js\nprivate.js\n',
      'sub/x.gen2.js': '',
      'sub/private.js': '',
      'sub/deep/private.js': '',
      'legacy/.plivo-to-vobizignore': '*\n',
      'legacy/old.js': '',
    })
    expect(list(tree)).toEqual(['sub/only-top.js', 'sub/x.gen2.js'])
  })

  it('reads the ignore files above a named folder, up to the root', () => {
    const tree = createTree({ '.gitignore': 'app/skip.js\n', 'app/skip.js': '', 'app/keep.js': '' })
    expect(list(tree, tree.path('app'))).toEqual(['app/keep.js'])
  })

  it('takes a file that is named itself, whatever the ignore files say', () => {
    const tree = createTree({ '.gitignore': '*.js\n', 'a.js': '' })
    expect(list(tree, tree.path('a.js'))).toEqual(['a.js'])
  })

  it('lists a file once', () => {
    const tree = createTree({ 'a/b.js': '' })
    expect(list(tree, tree.root, tree.path('a'), tree.path('a/b.js'))).toEqual(['a/b.js'])
  })

  it('follows no link, and skips a named one that leads outside', () => {
    const outside = createTree({ 'secret.js': '' })
    const tree = createTree({ 'real/a.js': '' })
    symlinkSync(outside.root, tree.path('linked'))
    symlinkSync(outside.path('secret.js'), tree.path('linked.js'))
    symlinkSync(tree.path('real'), tree.path('inside'))
    symlinkSync('nowhere', tree.path('broken.js'))
    expect(list(tree)).toEqual(['real/a.js'])
    const named = listFiles([tree.path('linked'), tree.path('linked.js')], { root: tree.root })
    expect(named.paths).toEqual([])
    expect(named.skipped.map(({ code }) => code)).toEqual(['outside', 'outside'])
    expect(list(tree, tree.path('inside'))).toEqual(['real/a.js'])
  })

  it('says which named path does not exist', () => {
    const tree = createTree()
    expect(() => list(tree, tree.path('nope'))).toThrow(/nope cannot be opened/)
  })
})

describe('the root', () => {
  it('is the working directory when every path is inside it', () => {
    const tree = createTree({ 'app/a.js': '' })
    expect(getRoot(['app', '.'], tree.root).root).toBe(tree.root)
  })

  it('is the folder that holds the paths when they are elsewhere', () => {
    const tree = createTree({ 'x/app/a.js': '', 'x/lib/b.js': '', 'work/c.js': '' })
    mkdirSync(tree.path('elsewhere'))
    const cwd = tree.path('elsewhere')
    expect(getRoot([tree.path('x/app')], cwd).root).toBe(tree.path('x/app'))
    expect(getRoot([tree.path('x/app/a.js')], cwd).root).toBe(tree.path('x/app'))
    expect(getRoot([tree.path('x/app'), tree.path('x/lib')], cwd).root).toBe(tree.path('x'))
    expect(() => getRoot([join(tree.root, 'nope')], cwd)).toThrow(/nope cannot be opened/)
  })
})
