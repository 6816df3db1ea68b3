import { describe, expect, it } from 'vitest'
import { planFile } from '../../plan-file.ts'
import { TRANSFORMS } from '../../transforms.ts'
import { findLineLength } from './line-length.ts'

const toFile = (files: Readonly<Record<string, string>>, text = '') =>
  ({ path: 'app/calls/views.py', text, language: 'python', readText: (path: string) => files[path] }) as const

describe('the length of lines', () => {
  it.each([
    ['pyproject.toml', '[tool.black]\nline-length = 100\n', 100, true],
    ['pyproject.toml', '[tool.black]\ntarget-version = ["py39"]\n', 88, true],
    ['pyproject.toml', '[tool.ruff]\nline-length = 120 # wide\n', 120, true],
    ['pyproject.toml', '[tool.ruff.format]\nquote-style = "single"\n', 88, true],
    ['ruff.toml', 'line-length = 79\n', 79, true],
    ['.flake8', '[flake8]\nmax-line-length = 99\n', 99, false],
    ['setup.cfg', '[metadata]\nname = x\n[flake8]\nmax_line_length=110\n', 110, false],
    ['tox.ini', '[pycodestyle]\nmax-line-length = 90\n', 90, false],
    ['.editorconfig', '[*.{js,py}]\nmax_line_length = 80\n', 80, false],
  ])('is read from %s: %j', (name, text, limit, joins) => {
    expect(findLineLength(toFile({ [name]: text }))).toEqual({ limit, joins })
  })

  it('is that of the settings nearest to the file', () => {
    const files = {
      'setup.cfg': '[flake8]\nmax-line-length = 99\n',
      'app/setup.cfg': '[flake8]\nmax-line-length = 79\n',
    }
    expect(findLineLength(toFile(files))?.limit).toBe(79)
  })

  it.each([
    ['pyproject.toml', '[tool.isort]\nline_length = 100\n'],
    ['pyproject.toml', '[tool.poetry]\nline-length = 100\n'],
    ['pyproject.toml', '# [tool.black]\n'],
    ['.editorconfig', '[*.md]\nmax_line_length = 80\n'],
    ['setup.cfg', '[tool:pytest]\nmax-line-length = 80\n'],
  ])('is not told by %s: %j', (name, text) => {
    expect(findLineLength(toFile({ [name]: text }))).toBeUndefined()
  })
})

const CHECK = `import os
import plivo


def check(request):
    long = 'a line of the author that is too long by far and is nobody else\\'s business, so it stays as it is'
    return plivo.utils.validate_signature(request.url, request.headers['X-Plivo-Signature-V2-Nonce'], request.headers['X-Plivo-Signature-V2'], os.environ['PLIVO_AUTH_TOKEN'])
`

describe('rewritten lines', () => {
  const rewrite = (files: Readonly<Record<string, string>>, text: string) =>
    planFile(toFile(files, text), TRANSFORMS, { target: 'both' }).newText

  it('are broken at their brackets, and the lines of others stay', () => {
    const lines = rewrite({ '.flake8': '[flake8]\nmax-line-length = 88\n' }, CHECK).split('\n')
    expect(lines.filter((line) => line.length > 88)).toEqual(CHECK.split('\n').slice(5, 6))
    expect(lines.slice(6)).toEqual([
      '    return vobiz_signatures.validate_signature(',
      '        request.url,',
      "        request.headers.get('X-Plivo-Signature-V2-Nonce')",
      "        or request.headers['X-Vobiz-Signature-V2-Nonce'],",
      "        request.headers.get('X-Plivo-Signature-V2')",
      "        or request.headers['X-Vobiz-Signature-V2'],",
      '        {',
      "            'plivo': os.environ['PLIVO_AUTH_TOKEN'],",
      "            'vobiz': os.environ.get('VOBIZ_AUTH_TOKEN'),",
      '        },',
      '    )',
      '',
    ])
  })

  it('keep the line endings and the tabs of the file', () => {
    const text = CHECK.replaceAll('    ', '\t').replaceAll('\n', '\r\n')
    const broken = rewrite({ '.flake8': '[flake8]\nmax-line-length = 88\n' }, text)
    expect(broken).toContain('\t\trequest.url,\r\n')
    expect(broken.match(/(?<!\r)\n/)).toBeNull()
  })

  it('stay on one line where nothing says how long a line may be, and where there is a comment among them', () => {
    expect(rewrite({}, CHECK)).toContain("X-Vobiz-Signature-V2'], {'plivo': os.environ['PLIVO_AUTH_TOKEN'], 'vobiz'")
    const noted = CHECK.replace('(request.url, ', '(request.url,  # public\n        ')
    expect(rewrite({ 'ruff.toml': 'line-length = 88' }, noted)).toContain('request.url,  # public\n')
  })
})
