import type { Node } from '@babel/types'
import { ENVIRONMENT } from '@plivo-to-vobiz/mappings'
import { findAround, getKeyName, getRange, getStringValue, getTree, type Tree } from '../../src/javascript/tree.ts'
import { hasCounterpart } from '../../src/settings/has-counterpart.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Touchpoint } from '../../src/touchpoint.ts'
import type { Rewrite, Transform } from '../../src/transform.ts'
import { EITHER } from '../js-signature/sdk.ts'

const name = 'js-setting'
const counterparts: ReadonlyMap<string, string> = new Map(ENVIRONMENT.map(({ plivo, vobiz }) => [plivo, vobiz]))
/** A setting of the application's own, and a field that holds a credential, such as a tenant's. */
const SETTING = /^(?:[A-Z0-9]+_)*PLIVO_[A-Z0-9_]*[A-Z0-9]$/
const FIELD = /^plivo_?auth_?(?:id|token)$/i

interface SettingTouchpoint extends Touchpoint {
  readonly setting: string
  readonly what: 'credential' | 'field' | 'other'
}

/**
 * Settings of JavaScript and TypeScript applications: reads of Plivo's credentials and of other settings for Plivo from
 * the environment, and fields that hold credentials. The tokens of signature checks are `js-signature`'s.
 */
export const jsSetting: Transform<SettingTouchpoint> = {
  name,
  languages: ['javascript', 'typescript'],
  needs: /PLIVO_|plivo_?auth/i,
  find(file) {
    const tree = getTree(file)
    return [...findReads(tree), ...findOthers(tree)]
  },
  stage: 5,
  rewrite({ what, setting, range }, file, { target, isDone = false }) {
    if (what === 'field' || what === 'other') {
      if (target === 'both' && hasCounterpart(setting, file.text)) return { edits: [], notes: [] }
      const code = what === 'field' ? 'setting-field' : 'setting-other'
      return { edits: [], notes: [{ code, args: { name: setting } }] }
    }
    if (target === 'vobiz' && isDone) return renameRead({ setting, range }, file)
    const action = target === 'both' ? ('review' as const) : ('manual' as const)
    return {
      edits: [],
      notes: [{ code: 'env-var', action, args: { plivo: setting, vobiz: counterparts.get(setting) ?? '' } }],
    }
  },
}

/** The read of Vobiz's variable in the place of Plivo's. */
function renameRead({ setting, range }: Pick<SettingTouchpoint, 'setting' | 'range'>, { text }: SourceFile): Rewrite {
  const vobiz = counterparts.get(setting) ?? ''
  const start = text.indexOf(setting, range.start)
  const edits = [{ start, end: start + setting.length, text: vobiz }]
  return { edits, notes: [{ code: 'env-var-renamed', args: { plivo: setting, vobiz } }] }
}

function findReads(tree: Tree): readonly SettingTouchpoint[] {
  const names: readonly Node[] = [
    ...tree.getNodes('Identifier'),
    ...tree.getNodes('StringLiteral'),
    ...tree.getNodes('TemplateLiteral'),
  ]
  return names.flatMap((node) => {
    const setting = node.type === 'Identifier' ? node.name : getStringValue(node)
    if (setting === undefined || !counterparts.has(setting) || !isRead(tree, node) || isOfBoth(tree, node)) return []
    return [{ transform: name, kind: 'env-var' as const, range: getRange(node), setting, what: 'credential' as const }]
  })
}

/** Other settings for Plivo where they are read, and fields with a credential: the first of each name in a file. */
function findOthers(tree: Tree): readonly SettingTouchpoint[] {
  const seen = new Set<string>(counterparts.keys())
  return [...tree.getNodes('Identifier'), ...tree.getNodes('StringLiteral')].flatMap((node) => {
    const setting = node.type === 'Identifier' ? node.name : getStringValue(node)
    if (setting === undefined || seen.has(setting)) return []
    const isOther = SETTING.test(setting) && isRead(tree, node) && isOfEnvironment(tree, node)
    if (!isOther && !(FIELD.test(setting) && isField(tree, node))) return []
    seen.add(setting)
    const what = isOther ? ('other' as const) : ('field' as const)
    return [{ transform: name, kind: 'env-var' as const, range: getRange(node), setting, what }]
  })
}

/** `process.env.X`, `Deno.env.get('X')`, `config.get('X')`, `const { X } = process.env`. */
function isOfEnvironment(tree: Tree, node: Node): boolean {
  const parent = tree.getParent(node)
  const declared = parent && findAround(tree, parent, ['VariableDeclarator'])
  const object =
    parent?.type === 'CallExpression' ? parent.callee : parent?.type === 'ObjectProperty' ? declared?.init : parent
  if (object?.start == null || object.end == null) return false
  const text = tree.text.slice(object.start, object.end)
  return parent?.type === 'CallExpression'
    ? /(?:\benv|config\w*|getenv|\.get)\??(?:\.get\w*)?$/i.test(text)
    : /\benv\b/i.test(text)
}

/** A name of a property that is read, written or declared. */
function isField(tree: Tree, node: Node): boolean {
  const parent = tree.getParent(node)
  switch (parent?.type) {
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return parent.property === node
    case 'ObjectProperty':
    case 'TSPropertySignature':
    case 'ClassProperty':
      return parent.key === node
    default:
      return false
  }
}

/** `env.X`, `env['X']`, `get('X')`, and `const { X } = env`. */
function isRead(tree: Tree, node: Node): boolean {
  const parent = tree.getParent(node)
  switch (parent?.type) {
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return parent.property === node
    case 'CallExpression':
      return parent.arguments[0] === node
    case 'ObjectProperty':
      return parent.key === node && tree.getParent(parent)?.type === 'ObjectPattern'
    default:
      return false
  }
}

/** The tokens of a check that accepts both providers are as they should be. */
function isOfBoth(tree: Tree, node: Node): boolean {
  const call = findAround(tree, node, ['CallExpression'])
  if (call === undefined || !tree.text.includes(EITHER)) return false
  const object = findAround(tree, node, ['ObjectExpression'])
  return (
    object?.properties.some(
      (property) => property.type === 'ObjectProperty' && getKeyName(property.key, property.computed) === 'vobiz',
    ) === true
  )
}
