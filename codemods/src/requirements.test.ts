import { join } from 'node:path'
import { expect, it } from 'vitest'
import { planRequirements } from './requirements.ts'
import { createTree } from './tree.fixture.ts'

const request = [{ file: 'app/calls.py', names: ['vobiz-python'] }]

function change(files: Readonly<Record<string, string>>): string | undefined {
  const { root } = createTree({ 'app/calls.py': '', ...files })
  const listed = ['app/calls.py', ...Object.keys(files)].map((file) => join(root, file))
  const { changes, findings } = planRequirements(request, { root, listed })
  expect(findings.map(({ code }) => code)).toEqual(changes.map(() => 'python-dependency-added'))
  return changes[0]?.newText
}

it.each([
  ['requirements.txt', 'flask\r\nplivo==4.63.0\r\nlxml', 'flask\r\nplivo==4.63.0\r\nvobiz-python==0.1.1\r\nlxml'],
  ['app/requirements.txt', 'plivo', 'plivo\nvobiz-python==0.1.1'],
  [
    'pyproject.toml',
    '[project]\ndependencies = [\n    "plivo>=4",\n]\n',
    '[project]\ndependencies = [\n    "plivo>=4",\n    "vobiz-python==0.1.1",\n]\n',
  ],
])('adds the package of Vobiz below the SDK in %s', (file, before, after) => {
  expect(change({ [file]: before })).toBe(after)
})

it.each([
  ['has it already', { 'requirements.txt': 'plivo\nvobiz-python>=0.1\n' }],
  ['lists another package of the name', { 'requirements.txt': 'plivo-six==1\n' }],
  ['is no list', { 'README.md': 'plivo' }],
])('leaves alone what %s', (_, files) => {
  expect(change(files)).toBeUndefined()
})
