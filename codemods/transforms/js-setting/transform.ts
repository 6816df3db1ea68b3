import type { Node } from '@babel/types'
import { ENVIRONMENT } from '@plivo-to-vobiz/mappings'
import { findAround, getKeyName, getRange, getStringValue, getTree, type Tree } from '../../src/javascript/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Touchpoint } from '../../src/touchpoint.ts'
import type { Rewrite, Transform } from '../../src/transform.ts'
import { EITHER } from '../js-signature/sdk.ts'

const name = 'js-setting'
const counterparts: ReadonlyMap<string, string> = new Map(ENVIRONMENT.map(({ plivo, vobiz }) => [plivo, vobiz]))

interface SettingTouchpoint extends Touchpoint {
  readonly setting: string
}

/**
 * Settings of JavaScript and TypeScript applications: reads of Plivo's credentials from the environment. The tokens of
 * signature checks are `js-signature`'s.
 */
export const jsSetting: Transform<SettingTouchpoint> = {
  name,
  languages: ['javascript', 'typescript'],
  needs: /PLIVO_/,
  find(file) {
    return findReads(getTree(file))
  },
  stage: 5,
  rewrite({ setting, range }, file, { target, isDone = false }) {
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
    return [{ transform: name, kind: 'env-var' as const, range: getRange(node), setting }]
  })
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
