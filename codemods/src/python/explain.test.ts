import { describe, expect, it } from 'vitest'
import type { SourceFile } from '../source-file.ts'
import { explainMention } from './explain.ts'

/** Reasons of every place of a text that names the provider, in order; `-` where there is none. */
function explain(text: string, files: readonly string[] = []): readonly string[] {
  const file: SourceFile = { path: 'app/calls.py', text, language: 'python', hasFile: (path) => files.includes(path) }
  return [...text.matchAll(/plivo/gi)].map(({ index }) => explainMention(file, index) ?? '-')
}

describe('the provider named in Python', () => {
  it.each([
    [
      'comments and docstrings',
      '"""Calls of Plivo."""\n# plivo\ndef f():\n    """By plivo."""\n',
      ['comment', 'comment', 'comment'],
    ],
    [
      'modules of the application',
      'from .plivo import x\nfrom app.plivo import y\nfrom . import plivo\n',
      Array(3).fill('local-module'),
    ],
    [
      'names and labels',
      "def call_plivo(plivo_id): return {'provider': 'plivo', 'id': plivo_id}\n",
      ['name', 'name', 'label', 'name'],
    ],
    ['settings', "X = settings.PLIVO_AUTH_TOKEN\nY = os.environ['PLIVO_NUMBER']\n", ['environment', 'environment']],
    [
      'text, links and addresses',
      "log('a call by Plivo')\nX = 'https://www.plivo.com/docs'\nY = '/hooks/plivo'\n",
      ['text', 'link', 'path'],
    ],
    ['the helper file', '"""Written by plivo-to-vobiz."""\nX = {"plivo": 1}\n', ['ours', 'ours']],
  ])('is of no consequence in %s', (_, text, expected) => {
    expect(explain(text)).toEqual(expected)
  })

  it.each([
    ['imports of the SDK', 'import plivo\nfrom plivo import utils\nfrom plivo.utils import x as y\n'],
    ['packages that wrap it', 'import plivo_stream\n'],
    ['addresses of its API', "X = 'https://api.plivo.com/v1'\n"],
    ['modules named by a string', "patch('plivo.RestClient')\nimport_module('plivo')\n"],
  ])('is for a person in %s', (_, text) => {
    expect(new Set(explain(text))).toEqual(new Set(['-']))
  })

  it('is told where the SDK is imported, and so not again where it is used', () => {
    expect(explain('import plivo\nclient = plivo.RestClient()\n')).toEqual(['-', 'sdk'])
  })

  it('is a module of the application beside the file, whatever it is called', () => {
    expect(explain('from plivo_audio import Audio\n', ['app/plivo_audio.py'])).toEqual(['local-module'])
  })

  it('is a module of the application where the application has one of that name', () => {
    expect(explain('import plivo\nplivo.call()\n', ['app/plivo.py'])).toEqual(['local-module', 'name'])
  })
})
