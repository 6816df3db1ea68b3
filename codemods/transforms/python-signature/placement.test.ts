import { describe, expect, it } from 'vitest'
import type { SourceFile } from '../../src/source-file.ts'
import { placeHelper } from './placement.ts'

const place = (path: string, text: string, files: readonly string[] = []) => {
  const file: SourceFile = { path, text, language: 'python', hasFile: (name) => files.includes(name) }
  const { folder, module, statement } = placeHelper(file)
  return [folder, module, statement]
}

const PLAIN = ['vobiz_signatures', 'import vobiz_signatures']

describe('the place of the helper file', () => {
  it('is beside a plain script', () => {
    expect(place('app.py', 'import plivo')).toEqual(['', ...PLAIN])
    expect(place('scripts/hooks/app.py', 'import plivo\nimport settings')).toEqual(['scripts/hooks', ...PLAIN])
  })

  it('is beside a script that imports its neighbours by name, even in a folder with __init__.py', () => {
    const files = ['app/__init__.py', 'app/settings.py']
    expect(place('app/views.py', 'from settings import X', files)).toEqual(['app', ...PLAIN])
    expect(place('app/views.py', "if __name__ == '__main__':\n    run()", files)).toEqual(['app', ...PLAIN])
  })

  it('is at the top of the package, reached relatively as the file reaches its neighbours', () => {
    const files = ['src/shop/__init__.py', 'src/shop/calls/__init__.py']
    expect(place('src/shop/calls/views.py', 'from ..models import Call', files)).toEqual([
      'src/shop',
      '..vobiz_signatures',
      'from .. import vobiz_signatures',
    ])
    expect(place('src/shop/app.py', 'from .models import Call', files)).toEqual([
      'src/shop',
      '.vobiz_signatures',
      'from . import vobiz_signatures',
    ])
  })

  it('is in the package when nothing but __init__.py shows that there is one', () => {
    expect(place('shop/app.py', 'import plivo', ['shop/__init__.py'])).toEqual([
      'shop',
      '.vobiz_signatures',
      'from . import vobiz_signatures',
    ])
  })

  it('is reached absolutely where the file imports its package by name, with or without __init__.py', () => {
    expect(
      place('backend/app/api/hooks.py', 'from app.core.config import settings', ['backend/app/core/config.py']),
    ).toEqual(['backend/app', 'app.vobiz_signatures', 'from app import vobiz_signatures'])
  })

  it('is not told by a folder that is called like a package of others', () => {
    expect(place('examples/flask/app.py', 'from flask import Flask', ['examples/flask/app.py'])).toEqual([
      'examples/flask',
      ...PLAIN,
    ])
    expect(place('services/plivo/hooks.py', 'import plivo', ['services/plivo/hooks.py'])).toEqual([
      'services/plivo',
      ...PLAIN,
    ])
  })
})
