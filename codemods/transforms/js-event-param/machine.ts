import type { Node } from '@babel/types'
import { takesAnyKey } from '../../src/javascript/open-types.ts'
import { getQuote, getRange, getText, getTree, type Tree } from '../../src/javascript/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Edit } from '../../src/touchpoint.ts'
import type { Handler } from './handlers.ts'
import type { ParamSite } from './site.ts'

const MACHINE = 'Machine'

/** `if (Machine)`: the text `false`, which Vobiz sends for a person, is true as well. */
export function findMachineSites(file: SourceFile, { reads }: Handler): readonly ParamSite[] {
  const tree = getTree(file)
  return reads.flatMap((read): readonly ParamSite[] => {
    if (read.name !== MACHINE) return []
    const parent = tree.getParent(read.node)
    const isNegated = parent?.type === 'UnaryExpression' && parent.operator === '!'
    const whole = isNegated ? parent : read.node
    if (!isTest(tree, whole)) return []
    const quote = getQuote(tree)
    const edit: Edit = {
      ...getRange(whole),
      text: `${getText(tree, read.node)} ${isNegated ? '!==' : '==='} ${quote}true${quote}`,
    }
    const isOpen = read.object === undefined ? file.language !== 'typescript' : takesAnyKey(file, read.object)
    const rewrite = isOpen
      ? { edits: [edit], notes: [{ code: 'event-param-machine' }] }
      : {
          task: {
            code: 'event-param-kept',
            args: {
              param: MACHINE,
              reason: 'its declared type may not be text',
              todo: 'Compare it with the text true: false is sent as text too.',
            },
          },
        }
    return [{ range: getRange(read.node), rewrite: () => rewrite }]
  })
}

/** Whether an expression is a condition, alone or joined with others by `&&`. */
function isTest(tree: Tree, node: Node): boolean {
  const parent = tree.getParent(node)
  if (parent?.type === 'IfStatement' || parent?.type === 'ConditionalExpression') return parent.test === node
  return parent?.type === 'LogicalExpression' && parent.operator === '&&' && isTest(tree, parent)
}
