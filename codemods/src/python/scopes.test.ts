import { describe, expect, it } from 'vitest'
import type { SourceFile } from '../source-file.ts'
import { getScopes, type Origin } from './scopes.ts'
import { getPythonTree, type PyNode } from './tree.ts'

/** What the last use of a name resolves to: the kinds of its origins, and the kind of its scope. */
function resolve(text: string, name: string): readonly string[] | undefined {
  const file: SourceFile = { path: 'a.py', text, language: 'python' }
  const uses = getPythonTree(file)
    .getNodes('identifier')
    .filter((node) => node.text() === name)
  const found = uses.flatMap((node: PyNode) => getScopes(file).resolve(node) ?? []).at(-1)
  return found && [...found.origins.map(({ kind }: Origin) => kind), String(found.scope.kind())]
}

describe('names in Python', () => {
  it.each([
    ['imports', 'import a.b\na', 'a', ['import', 'module']],
    ['renamed imports', 'from a import b as c\nc', 'c', ['import', 'module']],
    ['imports inside a function', 'def f():\n    import a\n    return a', 'a', ['import', 'function_definition']],
    [
      'a global declared in a function',
      'def f():\n    global a\n    import a\ndef g():\n    return a',
      'a',
      ['import', 'module'],
    ],
    ['parameters', 'a = 1\ndef f(a: int = 1):\n    return a', 'a', ['parameter', 'function_definition']],
    [
      'keyword-only and variadic parameters',
      'def f(*a, **b):\n    return b',
      'b',
      ['parameter', 'function_definition'],
    ],
    ['lambdas', 'f = lambda a: a', 'a', ['parameter', 'lambda']],
    ['comprehensions', '[a for a in b]', 'a', ['other', 'list_comprehension']],
    [
      'a walrus in a comprehension',
      'def f():\n    [a := 1 for _ in b]\n    return a',
      'a',
      ['value', 'function_definition'],
    ],
    ['several targets', 'a, (b, c) = x, y\nc', 'c', ['value', 'module']],
    ['a starred target', 'a, *b = x\na', 'a', ['other', 'module']],
    ['loops and with', 'for a in b: pass\nwith x as a: pass\na', 'a', ['other', 'with', 'module']],
    ['declarations without a value', 'a: int\na', 'a', ['declared', 'module']],
    ['exceptions', 'try: pass\nexcept E as a: a', 'a', ['other', 'module']],
    ['captures of a pattern', 'match x:\n    case [a]:\n        a', 'a', ['other', 'module']],
    ['functions and classes', 'def a(): pass\nclass a: pass\na', 'a', ['function', 'class', 'module']],
  ])('%s', (_, text, name, expected) => {
    expect(resolve(text, name)).toEqual(expected)
  })

  it('skip the class around a method', () => {
    expect(resolve('a = 1\nclass C:\n    a = 2\n    def f(self):\n        return a', 'a')).toEqual(['value', 'module'])
    expect(resolve('a = 1\nclass C:\n    a = 2\n    b = a', 'a')).toEqual(['value', 'class_definition'])
  })

  it('look outside for defaults and decorators', () => {
    expect(resolve('a = 1\nf = lambda a=a: 1', 'a')).toEqual(['value', 'module'])
  })

  it('are not attributes, keywords or builtins', () => {
    expect(resolve('import a\nx.a', 'a')).toBeUndefined()
    expect(resolve('import a\nf(a=1)', 'a')).toBeUndefined()
    expect(resolve('print(1)', 'print')).toBeUndefined()
  })
})
