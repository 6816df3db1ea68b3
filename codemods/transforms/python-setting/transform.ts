import { addLine, toTwinConstant } from '../../src/python/credentials.ts'
import {
  findAround,
  getArguments,
  getField,
  getNamedChildren,
  getPythonTree,
  getRange,
  getStringValue,
  is,
  isSame,
  isWithin,
  type PyNode,
} from '../../src/python/tree.ts'
import { COUNTERPARTS } from '../../src/settings/counterparts.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Edit, Range, Touchpoint } from '../../src/touchpoint.ts'
import type { Rewrite, Transform } from '../../src/transform.ts'
import { HELPER_MODULE } from '../python-signature/helper-file.ts'

const name = 'python-setting'
const RING = ['ring_url', 'ring_method']

interface SettingTouchpoint extends Touchpoint {
  readonly setting: string
}

/**
 * Settings of Python applications: Plivo's credentials read from the environment, from a settings object, or declared
 * as a field of one, and the ring URL given with a call. It reports; for Vobiz alone
 * modules of settings get the same for Vobiz. The tokens of signature checks are `python-signature`'s.
 */
export const pythonSetting: Transform<SettingTouchpoint> = {
  name,
  languages: ['python'],
  stage: 5,
  find(file) {
    if (!/PLIVO_|ring_(?:url|method)/i.test(file.text)) return []
    return [...findReads(file), ...findFields(file), ...findRingUrls(file)]
  },
  rewrite({ kind, setting, range }, file, { target }): Rewrite {
    if (kind === 'ring-url') return { task: { code: 'ring-url' } }
    const vobiz = COUNTERPARTS.get(setting.toUpperCase()) ?? ''
    const added = target === 'vobiz' ? addTwin(file, range) : undefined
    if (added !== undefined)
      return { edits: added, notes: [{ code: 'python-setting-added', args: { plivo: setting, vobiz } }] }
    const action = target === 'both' ? ('review' as const) : ('manual' as const)
    return { edits: [], notes: [{ code: 'env-var', action, args: { plivo: setting, vobiz } }] }
  },
}

/** Modules that other code takes its settings from. */
const SETTINGS = /(?:^|\/)(?:settings|config|conf|constants?)(?:\/[^/]*|[\w-]*)\.py$/i

/** A constant or field of a module of settings gets one for Vobiz beside it, which rewritten code elsewhere reads. */
function addTwin(file: SourceFile, range: Range): readonly Edit[] | undefined {
  if (!SETTINGS.test(file.path)) return undefined
  const statement = getPythonTree(file)
    .getNodes('assignment')
    .find(
      (node) => isWithin(range, getRange(node)) && !is(findAround(node, 'function_definition'), 'function_definition'),
    )
  if (statement === undefined) return undefined
  const edits = !isField(statement) ? toTwinConstant(file, statement)?.edits : addField(file, statement)
  return edits?.length === 0 ? undefined : edits
}

/** `plivo_auth_id: str = ""`: the variable is named by the field. */
const isField = (statement: PyNode): boolean =>
  COUNTERPARTS.has((getField(statement, 'left')?.text() ?? '').toUpperCase()) &&
  getField(statement, 'type') !== undefined &&
  findAround(statement, 'class_definition') !== undefined

function addField(file: SourceFile, statement: PyNode): readonly Edit[] | undefined {
  const name = getField(statement, 'left')?.text() ?? ''
  const vobiz = COUNTERPARTS.get(name.toUpperCase()) ?? ''
  const twin = name === name.toUpperCase() ? vobiz : vobiz.toLowerCase()
  const [type, value] = [getField(statement, 'type')?.text() ?? '', getField(statement, 'right')]
  const isKnown = new RegExp(`^[ \\t]*${twin}[ \\t]*:`, 'm').test(file.text)
  // A field that is filled in another way is left to the author.
  if (isKnown || (value !== undefined && !is(value, 'string', 'none'))) return undefined
  return [addLine(file, statement, `${twin}: ${type}${value === undefined ? '' : ` = ${value.text()}`}`)]
}

/** `os.environ['X']`, `os.getenv('X')`, `config('X', default='')`, `Field(env='X')`, `settings.X`. */
function findReads(file: SourceFile): readonly SettingTouchpoint[] {
  const tree = getPythonTree(file)
  const strings = tree
    .getNodes('string')
    .map((node) => ({ node, setting: getStringValue(node) ?? '' }))
    .filter(({ node, setting }) => COUNTERPARTS.has(setting) && isRead(node))
  const attributes = tree
    .getNodes('attribute')
    .map((node) => ({ node, setting: getField(node, 'attribute')?.text() ?? '' }))
    .filter(({ node, setting }) => COUNTERPARTS.has(setting) && !isSet(node))
  return [...strings, ...attributes]
    .filter(({ node }) => !isOfBoth(file, node))
    .map(({ node, setting }) => ({ transform: name, kind: 'env-var', range: getRange(node), setting }))
}

/** Whether a name is looked up: the key of a subscript or an argument of a call. */
function isRead(node: PyNode): boolean {
  const parent = node.parent()
  if (parent === null) return false
  if (is(parent, 'subscript')) return !isSet(parent) && !isSame(getField(parent, 'value'), node)
  if (is(parent, 'keyword_argument'))
    return /^(?:env|alias|validation_alias|name|var|variable)$/.test(getField(parent, 'name')?.text() ?? '')
  const call = is(parent, 'argument_list') ? parent.parent() : null
  if (call === null || !getArguments(call).some(({ value }) => isSame(value, node))) return false
  const reader = (getField(call, 'function')?.text() ?? '').split('.').at(-1) ?? ''
  return !/^(?:set|del|raise)/i.test(reader) && /env|get|config|setting|secret|read|require|var|str$|pop/i.test(reader)
}

function isSet(node: PyNode): boolean {
  const parent = node.parent()
  return parent !== null && is(parent, 'assignment') && isSame(getField(parent, 'left'), node)
}

/** The tokens of a check that accepts both providers are as they should be. */
function isOfBoth(file: SourceFile, node: PyNode): boolean {
  if (!file.text.includes(HELPER_MODULE)) return false
  const dictionary = findAround(node, 'dictionary')
  return dictionary !== undefined && /['"]vobiz['"]\s*:/.test(dictionary.text())
}

/** `plivo_auth_id: str` of a settings class: the variable of that name is read by itself. */
function findFields(file: SourceFile): readonly SettingTouchpoint[] {
  return getPythonTree(file)
    .getNodes('assignment')
    .flatMap((node): readonly SettingTouchpoint[] => {
      const [left, type] = [getField(node, 'left'), getField(node, 'type')]
      if (left === undefined || type === undefined || !is(left, 'identifier')) return []
      if (!COUNTERPARTS.has(left.text().toUpperCase())) return []
      const owner = findAround(node, 'class_definition', 'function_definition')
      const isSettings =
        owner !== undefined &&
        is(owner, 'class_definition') &&
        /Settings|Config|Model/.test(
          (getField(owner, 'superclasses')?.text() ?? '') + (getField(owner, 'name')?.text() ?? ''),
        )
      return isSettings ? [{ transform: name, kind: 'env-var', range: getRange(left), setting: left.text() }] : []
    })
}

/** A ring URL among the arguments of a call or an application, or in a dict of them. */
function findRingUrls(file: SourceFile): readonly SettingTouchpoint[] {
  if (!/plivo/i.test(file.text) && !/plivo/i.test(file.path)) return []
  const tree = getPythonTree(file)
  const keywords = tree
    .getNodes('keyword_argument')
    .map((node) => ({ node, key: getField(node, 'name')?.text(), value: getField(node, 'value') }))
  const pairs = tree
    .getNodes('pair')
    .map((node) => ({ node, key: getStringValue(getField(node, 'key')), value: getField(node, 'value') }))
  const set = tree.getNodes('assignment').flatMap((node) => {
    const left = getField(node, 'left')
    const [, key] = left !== undefined && is(left, 'subscript') ? getNamedChildren(left) : []
    return key === undefined ? [] : [{ node, key: getStringValue(key), value: getField(node, 'right') }]
  })
  return [...keywords, ...pairs, ...set]
    .filter(({ key, value }) => key !== undefined && RING.includes(key) && !is(value, 'none'))
    .map(({ node, key = '' }) => ({ transform: name, kind: 'ring-url', range: getRange(node), setting: key }))
}
