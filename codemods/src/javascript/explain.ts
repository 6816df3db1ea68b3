import type { Node } from '@babel/types'
import { HOSTS } from '@plivo-to-vobiz/mappings'
import { oncePerFile } from '../language.ts'
import type { MentionReason } from '../mention-reasons.ts'
import { COUNTERPARTS } from '../settings/counterparts.ts'
import type { SourceFile } from '../source-file.ts'
import { createEvaluator, type Evaluate } from './evaluate.ts'
import { isLoad } from './loads.ts'
import { getAst } from './parse.ts'
import { SPLIT } from './rest-client.ts'
import { findSdkRole, toPackageName } from './sdk-modules.ts'
import { findAround, getChildren, getTree, type Tree } from './tree.ts'

const VENDOR_HOSTS: readonly string[] = [HOSTS.plivoApi, ...HOSTS.plivoSip]

const getEvaluate = oncePerFile(
  (file): Evaluate => createEvaluator(getTree(file), (specifier) => findSdkRole(specifier) !== undefined),
)

/**
 * Why the name at an offset of a JavaScript file is of no consequence; `undefined` when nothing says so. Asked only
 * for places that no transform reported.
 */
export function explainMention(file: SourceFile, offset: number): MentionReason | undefined {
  const tree = getTree(file)
  if (isInComment(file, offset)) return 'comment'
  const node = findInnermost(tree.root, offset)
  switch (node.type) {
    case 'Identifier':
      return explainName(file, node.name, node)
    case 'StringLiteral':
    case 'DirectiveLiteral':
      return explainText(tree, node, node.value)
    case 'TemplateElement':
      return explainText(tree, node, node.value.raw)
    case 'JSXText':
      return 'text'
    case 'RegExpLiteral':
      return 'pattern'
    case 'JSXIdentifier':
    case 'PrivateName':
      return 'name'
    default:
      return undefined
  }
}

function isInComment(file: SourceFile, offset: number): boolean {
  const comments = getAst(file).comments ?? []
  return comments.some(({ start, end }) => (start ?? 0) <= offset && offset < (end ?? 0))
}

function findInnermost(node: Node, offset: number): Node {
  const inside = getChildren(node).find(({ start, end }) => (start ?? 0) <= offset && offset < (end ?? 0))
  return inside === undefined ? node : findInnermost(inside, offset)
}

function explainName(file: SourceFile, name: string, node: Node): MentionReason | undefined {
  if (COUNTERPARTS.has(name) || /^[A-Z0-9_]*PLIVO_[A-Z0-9_]+$/.test(name)) return 'environment'
  const value = getEvaluate(file)(node)
  if (value?.kind === 'made') return 'sdk'
  if (value?.kind === 'module' && isSplitHalf(getTree(file), node)) return 'ours'
  return value === undefined ? 'name' : undefined
}

/** Plivo's half of a client of both providers is as it should be. */
function isSplitHalf(tree: Tree, node: Node): boolean {
  const callee = findAround(tree, node, ['CallExpression'])?.callee
  return callee?.type === 'Identifier' && callee.name === SPLIT
}

function explainText(tree: Tree, node: Node, text: string): MentionReason | undefined {
  const parent = tree.getParent(node)
  if (/^(?:Import|Export)/.test(parent?.type ?? '') || isLoad(parent)) return explainModule(text)
  if (VENDOR_HOSTS.some((host) => text.includes(host))) return undefined
  if (/\bplivo\.com\b/i.test(text)) return 'link'
  if (/^[A-Z0-9_]*PLIVO_[A-Z0-9_]+$/.test(text)) return 'environment'
  if (/\s/.test(text.trim())) return 'text'
  return /[/.:\\]/.test(text) ? 'path' : 'label'
}

function explainModule(specifier: string): MentionReason | undefined {
  if (specifier.startsWith('@plivo-to-vobiz/')) return 'ours'
  if (findSdkRole(specifier) !== undefined) return undefined
  if (/^[./#~]|^@\//.test(specifier)) return 'local-module'
  return /plivo/i.test(toPackageName(specifier)) ? undefined : 'local-module'
}
