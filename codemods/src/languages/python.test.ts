import Module from 'node:module'
import { afterEach, describe, expect, it, vi } from 'vitest'

const parse = async (text: string) => {
  const { python } = await import('./python.ts')
  return python.findSyntaxProblem({ path: 'a.py', text, language: 'python' })
}

afterEach(() => {
  vi.restoreAllMocks()
  vi.resetModules()
})

describe('Python files', () => {
  it.each([
    '',
    '# nothing\n',
    "x = ''\n",
    'match x:\n    case {"a": [1, *rest]} if rest:\n        pass\n',
    'async def f[T](a: T, /, *, b: int = 1) -> T:\n    if (n := len(b"")) and f"{n!r:>{10}} {x["a"]}":\n        return await a\n',
    'try:\n    pass\nexcept* ValueError as e:\n    raise e from None\n',
    'print("a", file=f)\r\nexec("b")\r\n',
  ])('parse: %j', async (text) => {
    expect(await parse(text)).toBeUndefined()
  })

  it.each([
    ['x = 1\ny = (\n', 2, 'Unexpected "y = ("'],
    ['x = 1\nprint "a"\n', 2, 'This is Python 2'],
    ['def f(:\n    pass\n', 1, 'Missing )'],
  ])('do not parse: %j', async (text, line, message) => {
    expect(await parse(text)).toEqual({ line, message })
  })

  it('are left alone where the parser cannot be loaded, with a line that says so', async () => {
    // The loader that `createRequire` uses; typed by neither Node nor its types.
    const loader = Module as unknown as { _load: (name: string, ...rest: unknown[]) => unknown }
    const load = loader._load
    vi.spyOn(loader, '_load').mockImplementation((name, ...rest) => {
      if (name === '@ast-grep/napi') throw new Error('no binary for this system')
      return load(name, ...rest)
    })
    expect(await parse('import plivo\n')).toEqual({
      line: 1,
      message: 'The Python parser cannot be loaded on this system (no binary for this system)',
    })
  })
})
