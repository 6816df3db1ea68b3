import type { Identifier, Node, ObjectExpression } from '@babel/types'
import { isUse } from '../../src/javascript/scopes.ts'
import { findAround, getKeyName, getRange, getStringValue, getTree, type Tree } from '../../src/javascript/tree.ts'
import { COUNTERPARTS } from '../../src/settings/counterparts.ts'
import { hasCounterpart } from '../../src/settings/has-counterpart.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Touchpoint } from '../../src/touchpoint.ts'
import type { Rewrite, Transform } from '../../src/transform.ts'
import { EITHER } from '../js-signature/sdk.ts'

const name = 'js-setting'
const SHIM = '@plivo-to-vobiz/shim'
/** A setting of the application's own, and a field that holds a credential, such as a tenant's. */
const SETTING = /^(?:[A-Z0-9]+_)*PLIVO_[A-Z0-9_]*[A-Z0-9]$/
const FIELD = /^plivo_?auth_?(?:id|token)$/i

interface SettingTouchpoint extends Touchpoint {
  readonly setting: string
  /** A variable of the environment, a property named like one, one that is Plivo's by its place, another setting, a field. */
  readonly what: 'variable' | 'named' | 'of-both' | 'other' | 'field'
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
    if (what === 'of-both' && target === 'vobiz' && file.text.includes(SHIM)) return { task: { code: 'shim-left' } }
    if (what === 'variable' && target === 'vobiz' && isDone) return renameRead({ setting, range }, file)
    const action = target === 'both' ? ('review' as const) : ('manual' as const)
    return {
      edits: [],
      notes: [{ code: 'env-var', action, args: { plivo: setting, vobiz: COUNTERPARTS.get(setting) ?? '' } }],
    }
  },
}

/** The read of Vobiz's variable in the place of Plivo's. A variable that takes its name from it keeps its own where it is used. */
function renameRead({ setting, range }: Pick<SettingTouchpoint, 'setting' | 'range'>, file: SourceFile): Rewrite {
  const vobiz = COUNTERPARTS.get(setting) ?? ''
  const start = file.text.indexOf(setting, range.start)
  const isKept = isNameUsed(getTree(file), start, setting)
  const edits = [{ start, end: start + setting.length, text: isKept ? `${vobiz}: ${setting}` : vobiz }]
  return { edits, notes: [{ code: 'env-var-renamed', args: { plivo: setting, vobiz } }] }
}

/** Whether `{ X }` at an offset takes the environment apart into a variable that is used or exported. */
function isNameUsed(tree: Tree, offset: number, setting: string): boolean {
  const named = tree.getNodes('Identifier').filter((node) => node.name === setting)
  const key = named.find((node) => node.start === offset)
  const property = key && tree.getParent(key)
  if (property?.type !== 'ObjectProperty' || !property.shorthand) return false
  const isOther = (node: Identifier): boolean => node.start !== offset && isUse(tree, node)
  return named.some(isOther) || findAround(tree, property, ['ExportNamedDeclaration']) !== undefined
}

function findReads(tree: Tree): readonly SettingTouchpoint[] {
  const names: readonly Node[] = [
    ...tree.getNodes('Identifier'),
    ...tree.getNodes('StringLiteral'),
    ...tree.getNodes('TemplateLiteral'),
  ]
  return names.flatMap((node) => {
    const setting = node.type === 'Identifier' ? node.name : getStringValue(node)
    if (setting === undefined || !COUNTERPARTS.has(setting) || !isRead(tree, node) || isOfBoth(tree, node)) return []
    return [{ transform: name, kind: 'env-var' as const, range: getRange(node), setting, what: getPlace(tree, node) }]
  })
}

function getPlace(tree: Tree, node: Node): SettingTouchpoint['what'] {
  if (isBesideVobiz(tree, node)) return 'of-both'
  return isVariable(tree, node) ? 'variable' : 'named'
}

const ENVIRONMENTS = /^(?:globalThis\.)?(?:process|import\.meta|Bun|Deno)\??\.env$/

/** Whether a name is read from the environment itself: an object of settings has to be renamed where it is made. */
function isVariable(tree: Tree, node: Node): boolean {
  const parent = tree.getParent(node)
  if (parent?.type === 'CallExpression') return true
  const declared = parent?.type === 'ObjectProperty' ? findAround(tree, parent, ['VariableDeclarator']) : undefined
  const isMember = parent?.type === 'MemberExpression' || parent?.type === 'OptionalMemberExpression'
  const object = isMember ? parent.object : declared?.init
  if (object?.start == null || object.end == null) return false
  const text = tree.text.slice(object.start, object.end)
  if (ENVIRONMENTS.test(text)) return true
  const made = [
    `\\b${text}\\s*=\\s*(?:process|import\\.meta|Bun)\\.env\\s*(?:[;,\\n]|$)`,
    `\\{[^{}]*\\b${text}\\b[^{}]*\\}\\s*=\\s*(?:process|require\\(['"](?:node:)?process['"]\\))`,
    `\\b${text}\\b[^;\\n]*\\bfrom\\s*['"](?:node:)?process['"]`,
  ]
  return /^\w+$/.test(text) && new RegExp(made.join('|')).test(tree.text)
}

/** Other settings for Plivo where they are read, and fields with a credential: the first of each name in a file. */
function findOthers(tree: Tree): readonly SettingTouchpoint[] {
  const seen = new Set<string>(COUNTERPARTS.keys())
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

/** `plivo: { authToken: env.X }, vobiz: …`: what is Plivo's by its place stays so, whatever else is finished. */
function isBesideVobiz(tree: Tree, node: Node): boolean {
  for (let at: Node | undefined = node; at !== undefined; at = tree.getParent(at)) {
    if (at.type !== 'ObjectProperty' || getKeyName(at.key, at.computed) !== 'plivo') continue
    const object = tree.getParent(at)
    if (object?.type === 'ObjectExpression' && hasVobiz(object)) return true
  }
  return false
}

const hasVobiz = (object: ObjectExpression): boolean =>
  object.properties.some(
    (property) => property.type === 'ObjectProperty' && getKeyName(property.key, property.computed) === 'vobiz',
  )

/** The tokens of a check that accepts both providers are as they should be. */
function isOfBoth(tree: Tree, node: Node): boolean {
  const call = findAround(tree, node, ['CallExpression'])
  if (call === undefined || !tree.text.includes(EITHER)) return false
  const object = findAround(tree, node, ['ObjectExpression'])
  return object !== undefined && hasVobiz(object)
}
