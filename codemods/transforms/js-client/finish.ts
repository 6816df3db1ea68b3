import type { Node } from '@babel/types'
import { createEvaluator } from '../../src/javascript/evaluate.ts'
import { REST_CLIENT, SPLIT, SPLIT_TYPE } from '../../src/javascript/rest-client.ts'
import { getKeyName, getRange, getTree, type NodeOf, type Tree, unwrap } from '../../src/javascript/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'
import { planNames } from './cut-over-names.ts'
import { removeSdk } from './freed-sdk.ts'
import type { ClientSite } from './site.ts'
import type { SplitCall } from './split-call.ts'

/** What only a client of both providers has. */
const SPLIT_ONLY = /^(?:setRoute|learn|ownerOf|counters|plivo|vobiz)$/

type Call = NodeOf<'CallExpression'>

/** Calls that make a client of both providers. */
export function findSplitCalls(tree: Tree): readonly Call[] {
  if (!tree.text.includes(REST_CLIENT)) return []
  const evaluate = createEvaluator(tree, (specifier) => specifier === REST_CLIENT)
  return tree.getNodes('CallExpression').filter(({ callee }) => {
    const value = evaluate(callee)
    return value?.kind === 'member' && value.name === SPLIT
  })
}

/** Clients of both providers become Vobiz's alone, and nothing of the cut-over is left. */
export function findFinishSites(file: SourceFile): readonly ClientSite[] {
  if (!file.text.includes(REST_CLIENT) || !file.text.includes(SPLIT)) return []
  const tree = getTree(file)
  const evaluate = createEvaluator(tree, (specifier) => specifier === REST_CLIENT)
  const isMember = (node: Node, name: string): boolean => {
    const value = evaluate(node)
    return value?.kind === 'member' && value.name === name
  }
  const calls = findSplitCalls(tree)
  const split = calls.flatMap((call): readonly SplitCall[] => {
    const vobiz = getVobizClient(call)
    return vobiz === undefined ? [] : [{ call, vobiz }]
  })
  const steering = [...tree.getNodes('MemberExpression'), ...tree.getNodes('OptionalMemberExpression')].filter(
    (node) => {
      const value = evaluate(node.object)
      const isSplit =
        value?.kind === 'made' && (value.by === SPLIT || value.by === SPLIT_TYPE) && value.path.length === 0
      return isSplit && SPLIT_ONLY.test(getKeyName(node.property, node.computed) ?? '')
    },
  )
  if (split.length < calls.length || steering.length > 0) {
    const code = steering.length > 0 ? 'sdk-split-steered' : 'sdk-split-options'
    const nodes: readonly Node[] = steering.length > 0 ? steering : calls
    return nodes.map((node) => ({ kind: 'sdk-client', range: getRange(node), rewrite: { task: { code } } }))
  }
  const types = tree
    .getNodes('TSTypeReference')
    .flatMap(({ typeName }) => (typeName.type === 'Identifier' && isMember(typeName, SPLIT_TYPE) ? [typeName] : []))
  if (split.length === 0 && types.length === 0) return []
  const names = planNames(tree, split)
  const imports = [...names.edits, ...removeSdk(tree, split)]
  const packages = [REST_CLIENT]
  return [
    ...split.map(({ call, vobiz }): ClientSite => {
      const range = getRange(call)
      const edits = [{ ...range, text: names.write(vobiz) }, ...imports]
      return { kind: 'sdk-client', range, rewrite: { edits, notes: [{ code: 'sdk-client-moved' }], packages } }
    }),
    ...types.map((node): ClientSite => {
      const edits = [{ ...getRange(node), text: names.local }, ...imports]
      return {
        kind: 'sdk-client',
        range: getRange(node),
        rewrite: { edits, notes: [{ code: 'sdk-client-type' }], packages },
      }
    }),
  ]
}

function getVobizClient(call: Call): Node | undefined {
  const [argument, ...rest] = call.arguments
  if (argument?.type !== 'ObjectExpression' || rest.length > 0) return undefined
  for (const property of argument.properties)
    if (property.type === 'ObjectProperty' && getKeyName(property.key, property.computed) === 'vobiz')
      return getMade(property.value)
  return undefined
}

/** `() => new Client()` makes what `new Client()` does; a function that does more is none that can be taken apart. */
function getMade(outer: Node): Node | undefined {
  const node = unwrap(outer)
  if (node.type !== 'ArrowFunctionExpression') return /Function/.test(node.type) ? undefined : outer
  return node.body.type === 'BlockStatement' || node.params.length > 0 || node.async ? undefined : node.body
}
