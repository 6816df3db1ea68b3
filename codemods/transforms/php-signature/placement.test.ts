import { describe, expect, it } from 'vitest'
import type { Project, SourceFile } from '../../src/source-file.ts'
import { createHelperFile, getFullName, placeHelper } from './placement.ts'

const toFile = (path: string, text: string, manifests: Readonly<Record<string, unknown>> = {}): SourceFile => ({
  path,
  text,
  language: 'php',
  project: {
    read: (name: string) =>
      name in manifests ? { path: name, text: JSON.stringify(manifests[name]), language: 'json' } : undefined,
  } as Project,
})

const place = (path: string, text: string, manifests?: Readonly<Record<string, unknown>>) => {
  const file = toFile(path, text, manifests)
  const { folder, namespace, isAutoloaded } = placeHelper(file)
  return [folder, namespace, isAutoloaded, getFullName(file)]
}

const LARAVEL = { 'composer.json': { autoload: { 'psr-4': { 'App\\': 'app/' } } } }

describe('the place of the helper file', () => {
  it('is beside a script, and reached from the global namespace', () => {
    expect(place('hooks/voice.php', '<?php\n')).toEqual(['hooks', '', false, 'VobizSignatures'])
    expect(place('a.php', '<?php\nnamespace A;\n')).toEqual(['', '', false, '\\VobizSignatures'])
  })

  it('is where the namespace begins that Composer loads', () => {
    const text = '<?php\n\nnamespace App\\Http\\Middleware;\n'
    expect(place('app/Http/Middleware/Check.php', text, LARAVEL)).toEqual([
      'app',
      'App',
      true,
      '\\App\\VobizSignatures',
    ])
    expect(place('app/Check.php', '<?php\nnamespace App;\n', LARAVEL)).toEqual(['app', 'App', true, 'VobizSignatures'])
  })

  it('is told by the manifest that is nearest, and the most exact mapping of it', () => {
    const manifests = {
      'composer.json': { autoload: { 'psr-4': { 'Root\\': '' } } },
      'packages/a/composer.json': {
        autoload: { 'psr-4': { 'Acme\\': ['src'], 'Acme\\Hooks\\': 'src/Hooks/' } },
        'autoload-dev': { 'psr-4': { 'Acme\\Tests\\': 'tests' } },
      },
    }
    const at = (path: string, name: string) => place(path, `<?php\nnamespace ${name};\n`, manifests).slice(0, 3)
    expect(at('packages/a/src/Hooks/In/A.php', 'Acme\\Hooks\\In')).toEqual([
      'packages/a/src/Hooks',
      'Acme\\Hooks',
      true,
    ])
    expect(at('packages/a/src/B.php', 'Acme')).toEqual(['packages/a/src', 'Acme', true])
    expect(at('packages/a/tests/T.php', 'Acme\\Tests')).toEqual(['packages/a/tests', 'Acme\\Tests', true])
    expect(at('web/C.php', 'Root\\web')).toEqual(['', 'Root', true])
  })

  it('is beside a file whose namespace Composer does not load from there', () => {
    expect(place('routes/api.php', '<?php\nnamespace App;\n', LARAVEL)).toEqual([
      'routes',
      '',
      false,
      '\\VobizSignatures',
    ])
    expect(place('app/helpers.php', '<?php\n', LARAVEL)).toEqual(['app', '', false, 'VobizSignatures'])
  })

  it('is told by folders and namespace where the manifest is not part of the run', () => {
    const text = '<?php\nnamespace Acme\\Web\\Hooks;\n'
    const file: SourceFile = {
      path: 'src/Web/Hooks/A.php',
      text,
      language: 'php',
      hasFile: (name) => name === 'composer.json',
    }
    expect(placeHelper(file)).toEqual({ folder: 'src', namespace: 'Acme', isAutoloaded: true })
    expect(createHelperFile(file, 'vobiz').text.startsWith('<?php\n\nnamespace Acme;\n\n/**\n')).toBe(true)
  })
})
