import type { Node } from '@babel/types'
import {
  findAround,
  getKeyName,
  getRange,
  getStringValue,
  getTree,
  type NodeOf,
  type Tree,
  unwrap,
} from '../../src/javascript/tree.ts'
import type { Touchpoint } from '../../src/touchpoint.ts'
import type { Transform } from '../../src/transform.ts'

const name = 'js-ring-url'
const URL_KEY = /^ring_?url$/i
const METHOD_KEY = /^ring_?method$/i
/** Options beside it by which a file that does not name Plivo shows that a call is meant. */
const BESIDE = /\b(?:answer|hangup)_?url\b|plivo/i
const SETTING = /^[A-Z0-9_]*RING_(?:CALLBACK_|WEBHOOK_)?URL$/

/**
 * The ring URL of a call: among the options of the SDK, in a request of one's own, assigned later, or read from the
 * environment. It stays under either target, since Vobiz's table of the call has it; whether Vobiz asks for it is told
 * differently by its pages, so a person should know.
 */
export const jsRingUrl: Transform = {
  name,
  languages: ['javascript', 'typescript'],
  needs: /ring_?(?:\w*_)?(?:url|method)/i,
  find(file) {
    if (!BESIDE.test(file.text)) return []
    return findPlaces(getTree(file)).map(
      (node): Touchpoint => ({ transform: name, kind: 'ring-url', range: getRange(node) }),
    )
  },
  rewrite: () => ({ edits: [], notes: [{ code: 'ring-url' }] }),
}

function findPlaces(tree: Tree): readonly Node[] {
  return [
    ...tree.getNodes('ObjectProperty').filter((property) => isOption(tree, property)),
    ...tree.getNodes('AssignmentExpression').filter(({ left }) => URL_KEY.test(getMemberName(left) ?? '')),
    ...tree.getNodes('CallExpression').filter(isAppended),
    ...tree.getNodes('Identifier').filter((node) => SETTING.test(node.name) && isSettingRead(tree, node)),
    ...tree.getNodes('StringLiteral').filter((node) => SETTING.test(node.value) && isSettingRead(tree, node)),
    ...tree.getNodes('TemplateElement').filter(({ value }) => /(?:^|[?&])ring_url=/.test(value.raw)),
  ]
}

/** A property that is given: not one of a pattern. The method counts where no URL stands beside it. */
function isOption(tree: Tree, property: NodeOf<'ObjectProperty'>): boolean {
  const key = getKeyName(property.key, property.computed) ?? ''
  const object = tree.getParent(property)
  if (object?.type !== 'ObjectExpression' || unwrap(property.value).type === 'AssignmentPattern') return false
  if (URL_KEY.test(key)) return true
  return (
    METHOD_KEY.test(key) &&
    !object.properties.some(
      (one) => one.type === 'ObjectProperty' && URL_KEY.test(getKeyName(one.key, one.computed) ?? ''),
    )
  )
}

function getMemberName(node: Node): string | undefined {
  return node.type === 'MemberExpression' ? getKeyName(node.property, node.computed) : undefined
}

/** `form.append('ring_url', …)`. */
function isAppended({ callee, arguments: given }: NodeOf<'CallExpression'>): boolean {
  return /^(?:append|set)$/.test(getMemberName(callee) ?? '') && URL_KEY.test(getStringValue(given[0]) ?? '')
}

/** `process.env.X`, `env['X']`, `config.get('X')`; one that is an option's value is told there. */
function isSettingRead(tree: Tree, node: Node): boolean {
  const parent = tree.getParent(node)
  const isRead =
    parent?.type === 'MemberExpression' || parent?.type === 'OptionalMemberExpression'
      ? parent.property === node
      : parent?.type === 'CallExpression' && parent.arguments[0] === node
  const option = isRead ? findAround(tree, node, ['ObjectProperty']) : undefined
  return isRead && !(option && isOption(tree, option))
}
