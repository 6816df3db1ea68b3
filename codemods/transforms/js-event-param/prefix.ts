import type { Node } from '@babel/types'
import { CUSTOM_HEADER_PREFIX } from '@plivo-to-vobiz/mappings'
import { takesAnyKey } from '../../src/javascript/open-types.ts'
import { getJoinedRange, isRepeatable, replaceJoined } from '../../src/javascript/stands-alone.ts'
import { getKeyName, getRange, getText, getTree, type NodeOf, type Tree } from '../../src/javascript/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Edit } from '../../src/touchpoint.ts'
import { isMember } from './reads.ts'
import { type ParamSite, toKept, toVobizPrefix } from './site.ts'

const { plivo: PLIVO, vobiz: VOBIZ } = CUSTOM_HEADER_PREFIX
const STARTS = new RegExp(`^${PLIVO}`, 'i')
const IN_PATTERN = new RegExp(PLIVO, 'i')
/** What a pattern of both prefixes is written as. */
const EITHER = /X-\[PV\]H-/g
const TODO = `Read the parameter that starts with ${VOBIZ} as well.`

/** Custom parameters, which come under another prefix: names in reads and in patterns. */
export function findPrefixSites(file: SourceFile): readonly ParamSite[] {
  const tree = getTree(file)
  const strings = tree.getNodes('StringLiteral').filter(({ value }) => STARTS.test(value))
  const templates = tree.getNodes('TemplateLiteral').filter(({ quasis }) => STARTS.test(quasis[0]?.value.raw ?? ''))
  return [
    ...[...strings, ...templates].flatMap((literal) => planName(file, literal)),
    ...tree.getNodes('RegExpLiteral').flatMap((node) => planPattern(tree, node)),
  ]
}

type Name = NodeOf<'StringLiteral' | 'TemplateLiteral'>

const rename = (tree: Tree, literal: Name): Edit => ({
  ...getRange(literal),
  text: toVobizPrefix(getText(tree, literal)),
})

function planName(file: SourceFile, literal: Name): readonly ParamSite[] {
  const tree = getTree(file)
  const parent = tree.getParent(literal)
  const range = getRange(literal)
  if (parent?.type === 'TSLiteralType' || parent?.type === 'TSPropertySignature')
    return [toKept(range, { param: getText(tree, literal), reason: 'a type names it', todo: TODO })]
  if (isMember(parent ?? literal) && isMember(parent as Node)) {
    const member = parent as NodeOf<'MemberExpression'>
    if (member.property === literal) return planRead(file, { read: member, literal, object: member.object })
    if (getKeyName(member.property, member.computed) === 'length') return [planRenamed(tree, literal)]
  }
  if (parent?.type === 'CallExpression' && isMember(parent.callee) && parent.arguments[0] === literal) {
    const { callee } = parent
    const method = getKeyName(callee.property, callee.computed)
    if (method === 'get' || method === 'has')
      return planRead(file, { read: parent, literal, object: callee.object, operator: method === 'has' ? '||' : '??' })
    if (method === 'startsWith') return planRead(file, { read: parent, literal, object: callee.object, operator: '||' })
    if (/^replace(?:All)?$/.test(method ?? '') && literal.type === 'StringLiteral' && literal.value === PLIVO)
      return [planReplaced(literal)]
  }
  const pattern = parent?.type === 'ObjectProperty' && parent.key === literal ? tree.getParent(parent) : undefined
  if (parent?.type === 'ObjectProperty' && pattern?.type === 'ObjectPattern')
    return [planProperty(file, { property: parent, pattern, literal })]
  return [
    toKept(range, { param: getText(tree, literal), reason: 'what reads it cannot be seen from here', todo: TODO }),
  ]
}

/** Only Vobiz's own name for Vobiz alone; nothing to do for both. */
function planRenamed(tree: Tree, literal: Name): ParamSite {
  return {
    range: getRange(literal),
    rewrite: (target) => (target === 'both' ? { edits: [], notes: [] } : toRewrite([rename(tree, literal)])),
  }
}

const toRewrite = (edits: readonly Edit[]) => ({ edits, notes: [{ code: 'event-param-prefix' }] })

function planReplaced(literal: Name): ParamSite {
  const text = { both: '/X-[PV]H-/', vobiz: `/${VOBIZ}/` }
  const range = getRange(literal)
  return { range, rewrite: (target) => toRewrite([{ ...range, text: text[target] }]) }
}

interface Read {
  readonly read: Node
  readonly literal: Name
  readonly object: Node
  readonly operator?: '??' | '||'
}

function planRead(file: SourceFile, { read, literal, object, operator = '??' }: Read): readonly ParamSite[] {
  const tree = getTree(file)
  const range = getRange(literal)
  const param = getText(tree, literal)
  const parent = tree.getParent(read)
  const other = getText(tree, read).replace(param, toVobizPrefix(param))
  if (/(?:^|\.)headers$/.test(getText(tree, object)))
    return [
      toKept(range, {
        param,
        reason: 'it is looked for among the HTTP headers, and it comes with the form or the query',
        todo: TODO,
      }),
    ]
  if (parent?.type === 'LogicalExpression' && parent.left === read && getText(tree, parent.right) === other)
    return [
      {
        range,
        rewrite: (target) =>
          target === 'both' ? { edits: [], notes: [] } : toRewrite([{ ...getJoinedRange(tree, parent), text: other }]),
      },
    ]
  if (parent?.type === 'LogicalExpression' && getText(tree, parent).includes(toVobizPrefix(param))) return []
  const isChanged =
    (parent?.type === 'AssignmentExpression' && parent.left === read) ||
    (parent?.type === 'UnaryExpression' && parent.operator === 'delete')
  if (isChanged)
    return [
      toKept(range, {
        param,
        reason: 'it is set here, not read',
        todo: `Set the one that starts with ${VOBIZ} where the code is given a call of Vobiz.`,
      }),
    ]
  const isDirect = isRepeatable(object) && (literal.type === 'StringLiteral' || isRepeatable(literal))
  if (!isDirect || (read.type !== 'CallExpression' && !takesAnyKey(file, object)))
    return [
      toKept(range, {
        param,
        reason: isDirect ? 'a declared type says which keys there are' : 'the expression cannot be read twice',
        todo: TODO,
      }),
    ]
  const joined = replaceJoined(tree, read, { operator, text: `${getText(tree, read)} ${operator} ${other}` })
  return [{ range, rewrite: (target) => toRewrite(target === 'both' ? [joined] : [rename(tree, literal)]) }]
}

/** `const { 'X-PH-Ticket': ticket } = request.body`. */
function planProperty(
  file: SourceFile,
  { property, pattern, literal }: { property: NodeOf<'ObjectProperty'>; pattern: Node; literal: Name },
): ParamSite {
  const tree = getTree(file)
  const range = getRange(literal)
  const declarator = tree.getParent(pattern)
  const init = declarator?.type === 'VariableDeclarator' && declarator.id === pattern ? declarator.init : undefined
  const kept = toKept(range, {
    param: getText(tree, literal),
    reason: 'it is destructured where nothing can stand in for it',
    todo: TODO,
  })
  if (!init || !isRepeatable(init) || !takesAnyKey(file, init)) return kept
  const other = `${getText(tree, init)}[${toVobizPrefix(getText(tree, literal))}]`
  const { value } = property
  const { end } = getRange(value.type === 'AssignmentPattern' ? value.left : value)
  if (value.type === 'AssignmentPattern' && getText(tree, value.right) === other) {
    const rest = { start: end, end: getRange(value).end, text: '' }
    return {
      range,
      rewrite: (target) => (target === 'both' ? { edits: [], notes: [] } : toRewrite([rename(tree, literal), rest])),
    }
  }
  if (value.type !== 'Identifier') return kept
  const added = { start: end, end, text: ` = ${other}` }
  return { range, rewrite: (target) => toRewrite(target === 'both' ? [added] : [rename(tree, literal)]) }
}

function planPattern(tree: Tree, node: NodeOf<'RegExpLiteral'>): readonly ParamSite[] {
  const range = getRange(node)
  const text = getText(tree, node)
  if (IN_PATTERN.test(node.pattern)) {
    const either = text.replace(new RegExp(PLIVO, 'gi'), (found) =>
      found.replace(/p(?=h-)/i, (letter) => (letter === 'P' ? '[PV]' : '[pv]')),
    )
    return [
      { range, rewrite: (target) => toRewrite([{ ...range, text: target === 'both' ? either : toVobizPrefix(text) }]) },
    ]
  }
  const alone = text.replace(EITHER, VOBIZ).replace(/x-\[pv\]h-/g, VOBIZ.toLowerCase())
  if (alone === text) return []
  return [
    {
      range,
      rewrite: (target) => (target === 'both' ? { edits: [], notes: [] } : toRewrite([{ ...range, text: alone }])),
    },
  ]
}
