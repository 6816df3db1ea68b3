import type { Node } from '@babel/types'
import { HEADERS, type HeaderRow } from '@plivo-to-vobiz/mappings'
import { getScopes } from '../../src/javascript/scopes.ts'
import { getKeyName, getRange, getStringValue, type NodeOf, type Tree, unwrap } from '../../src/javascript/tree.ts'

const rows: ReadonlyMap<string, HeaderRow> = new Map(
  (HEADERS as readonly HeaderRow[])
    .filter(({ provider }) => provider === 'plivo')
    .map((row) => [row.name.toLowerCase(), row]),
)

/** The row of one of the provider's signature headers, spelt in any case. */
function findHeaderRow(name: string | undefined): HeaderRow | undefined {
  return name === undefined ? undefined : rows.get(name.toLowerCase())
}

/** The counterpart's name in the case the author writes header names in. */
export function toVobizName(written: string, vobiz: string): string {
  if (written === written.toLowerCase()) return vobiz.toLowerCase()
  if (written === written.toUpperCase()) return vobiz.toUpperCase()
  return vobiz
}

/** A place in code where one of the provider's headers is named by a literal. */
export interface HeaderLiteral {
  readonly node: Node
  readonly written: string
  readonly row: HeaderRow
}

/** Every literal of a tree that is such a name, in source order. */
export function findHeaderLiterals(tree: Tree): readonly HeaderLiteral[] {
  return [...tree.getNodes('StringLiteral'), ...tree.getNodes('TemplateLiteral')]
    .flatMap((node) => {
      const written = getStringValue(node)
      const row = findHeaderRow(written)
      return written === undefined || row === undefined ? [] : [{ node, written, row }]
    })
    .sort((a, b) => getRange(a.node).start - getRange(b.node).start)
}

/** Code that reads one header. */
export interface HeaderRead {
  readonly literal: HeaderLiteral
  /** The name where it is read: the literal itself, or the constant that holds it. */
  readonly name: Node
  /** The whole read; for a destructured header the property of the pattern. */
  readonly node: Node
  readonly form: 'value' | 'pattern'
  /** How two reads are joined: by `??` when absence is null, by `||` when it may be false or empty. */
  readonly join: '??' | '||'
}

/** Every read of such a header in a tree, through constants of the same file too. */
export function findHeaderReads(tree: Tree, literals: readonly HeaderLiteral[]): readonly HeaderRead[] {
  return literals
    .flatMap((literal) => getNamings(tree, literal.node).flatMap((name) => toRead(tree, literal, name)))
    .sort((a, b) => getRange(a.node).start - getRange(b.node).start)
}

/** The expressions that stand for a literal: itself, and the uses of a constant that holds it. */
function getNamings(tree: Tree, literal: Node): readonly Node[] {
  const scopes = getScopes(tree)
  const holder = skipCasts(tree, literal)
  const parent = tree.getParent(holder)
  if (parent?.type === 'VariableDeclarator' && parent.init === holder && parent.id.type === 'Identifier') {
    const binding = scopes.lookup(parent.id.name, parent.id)
    return binding === undefined ? [] : scopes.getReferences(binding)
  }
  if (parent?.type !== 'ObjectProperty' || parent.value !== holder) return [literal]
  const key = getKeyName(parent.key, parent.computed)
  const object = tree.getParent(parent)
  const declarator = object && tree.getParent(skipCasts(tree, object))
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return [literal]
  const binding = scopes.lookup(declarator.id.name, declarator.id)
  return (binding === undefined ? [] : scopes.getReferences(binding)).flatMap((use) => {
    const member = tree.getParent(use)
    const isMember = member?.type === 'MemberExpression' && member.object === use
    return isMember && getKeyName(member.property, member.computed) === key ? [member] : []
  })
}

function toRead(tree: Tree, literal: HeaderLiteral, name: Node): readonly HeaderRead[] {
  const outer = skipLowering(tree, skipCasts(tree, name))
  const node = tree.getParent(outer)
  const read = (form: HeaderRead['form'], join: HeaderRead['join']): readonly HeaderRead[] =>
    node === undefined ? [] : [{ literal, name, node, form, join }]
  switch (node?.type) {
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return node.computed && node.property === outer && !isWritten(tree, node) ? read('value', '??') : []
    case 'CallExpression':
    case 'OptionalCallExpression':
      return node.arguments.at(-1) === outer ? getCallJoin(node).flatMap((join) => read('value', join)) : []
    case 'BinaryExpression':
      return node.operator === 'in' && node.left === outer ? read('value', '||') : []
    case 'ObjectProperty':
      return node.key === outer && tree.getParent(node)?.type === 'ObjectPattern' ? read('pattern', '??') : []
    default:
      return []
  }
}

/** How a call that is given a header's name answers: nothing for calls that read no header. */
function getCallJoin(call: NodeOf<'CallExpression' | 'OptionalCallExpression'>): readonly HeaderRead['join'][] {
  const callee = unwrap(call.callee)
  if (callee.type === 'MemberExpression' || callee.type === 'OptionalMemberExpression') {
    const method = getKeyName(callee.property, callee.computed) ?? ''
    if (call.arguments.length === 1 && /^(?:get|header|getHeader)$/.test(method)) return ['??']
    if (call.arguments.length === 1 && /^(?:has|hasOwnProperty)$/.test(method)) return ['||']
    return /header/i.test(method) && !/^set|^append|^remove/i.test(method) ? ['||'] : []
  }
  return callee.type === 'Identifier' && /header/i.test(callee.name) && !/^set|^append|^add/i.test(callee.name)
    ? ['||']
    : []
}

function isWritten(tree: Tree, node: Node): boolean {
  const parent = tree.getParent(node)
  if (parent?.type === 'AssignmentExpression') return parent.left === node
  return parent?.type === 'UnaryExpression' && parent.operator === 'delete'
}

function skipCasts(tree: Tree, node: Node): Node {
  const parent = tree.getParent(node)
  const isCast =
    parent?.type === 'TSAsExpression' ||
    parent?.type === 'TSSatisfiesExpression' ||
    parent?.type === 'TSNonNullExpression'
  return isCast ? skipCasts(tree, parent) : node
}

/** `NAME.toLowerCase()` names the same header. */
function skipLowering(tree: Tree, node: Node): Node {
  const member = tree.getParent(node)
  if (member?.type !== 'MemberExpression' || member.object !== node) return node
  if (!/^to(?:Lower|Upper)Case$/.test(getKeyName(member.property, member.computed) ?? '')) return node
  const call = tree.getParent(member)
  return call?.type === 'CallExpression' && call.callee === member ? call : node
}
