import type { Node } from '@babel/types'
import { ELEMENT, FOREIGN_PARAMS, PARAM } from '@plivo-to-vobiz/mappings'
import { getKeyName, getStringValue, getText, getTree, type Tree } from '../../src/javascript/tree.ts'
import { oncePerFile } from '../../src/language.ts'
import type { SourceFile } from '../../src/source-file.ts'
import { findParamReads, isOwnName, type ParamRead } from './reads.ts'

/** A function that reads parameters of Plivo's callbacks. */
export interface Handler {
  readonly node: Node
  readonly text: string
  /** Its name and the route it is put under, as far as the file says. */
  readonly label: string
  readonly reads: readonly ParamRead[]
  /** Whether it makes PlivoXML. */
  readonly replies: boolean
}

const REPLY = new RegExp(
  `<${ELEMENT.Response}\\b|\\.toXML\\s*\\(|<${ELEMENT.Speak}\\b|<${ELEMENT.Dial}\\b|<${ELEMENT.Stream}\\b`,
)
/** The call's id of another carrier: its handlers read some of the same names. */
const OTHER_CARRIER: readonly string[] = FOREIGN_PARAMS.flatMap(({ name, plivo }) =>
  plivo === PARAM.CallUUID ? [name] : [],
)

/** Handlers of Plivo's callbacks: they read a name only Plivo has, or the file or the route says whose they are. */
export const findHandlers: (file: SourceFile) => readonly Handler[] = oncePerFile((file) => {
  const tree = getTree(file)
  const groups = new Map<Node, ParamRead[]>()
  for (const read of findParamReads(tree)) groups.set(read.owner, [...(groups.get(read.owner) ?? []), read])
  const isOther = OTHER_CARRIER.some((name) => file.text.includes(name))
  return [...groups].flatMap(([node, reads]): readonly Handler[] => {
    const text = getText(tree, node)
    const label = getLabel(tree, node)
    const own = reads.some(({ name }) => isOwnName(name))
    const named = /plivo/i.test(`${label} ${file.path} ${text}`) || (!isOther && /plivo/i.test(file.text))
    const isForeign = reads.some(({ name }) => OTHER_CARRIER.includes(name))
    if (!(own || named) || (isForeign && !own)) return []
    return [{ node, text, label, reads, replies: REPLY.test(text) }]
  })
})

/** `app.post('/plivo/answer', …)`, `function onAnswer`, `answer(req) {…}`, `const answer = …`. */
function getLabel(tree: Tree, node: Node): string {
  const parent = tree.getParent(node)
  const words: string[] = []
  if ((node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression') && node.id) words.push(node.id.name)
  if (node.type === 'ClassMethod' || node.type === 'ObjectMethod') {
    words.push(getKeyName(node.key, node.computed) ?? '')
    if (node.type === 'ClassMethod') for (const one of node.decorators ?? []) words.push(getText(tree, one))
  }
  if (parent?.type === 'VariableDeclarator' || parent?.type === 'AssignmentExpression')
    words.push(getText(tree, parent.type === 'VariableDeclarator' ? parent.id : parent.left))
  if (parent?.type === 'ObjectProperty') words.push(getKeyName(parent.key, parent.computed) ?? '')
  if (parent?.type === 'CallExpression') for (const one of parent.arguments) words.push(getStringValue(one) ?? '')
  return words.join(' ')
}
