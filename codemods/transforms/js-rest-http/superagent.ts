import type { Node } from '@babel/types'
import { getKeyName, getRange, getStringValue, type NodeOf, type Tree } from '../../src/javascript/tree.ts'
import type { Edit } from '../../src/touchpoint.ts'
import type { HttpRequest, Login } from './http-request.ts'

type Call = NodeOf<'CallExpression'>

/** Steps of a chain that say nothing about what is asked for. */
const HARMLESS = /^(?:accept|timeout|retry|ok|then|catch|finally|end|buffer|redirects)$/

interface Chain {
  login: Login | undefined
  fields: Node | undefined
  edits: Edit[]
  problem: string | undefined
}

/** `superagent.post(url).auth(id, token).type('form').send({ … })`. */
export function readChain(tree: Tree, call: Call, method: string | undefined): HttpRequest | undefined {
  const [url] = call.arguments
  if (url === undefined || method === undefined) return undefined
  const chain: Chain = { login: undefined, fields: undefined, edits: [], problem: undefined }
  let node: Node = call
  for (;;) {
    const member = tree.getParent(node)
    const step = member && tree.getParent(member)
    if (member?.type !== 'MemberExpression' || member.object !== node) break
    if (step?.type !== 'CallExpression' || step.callee !== member) break
    readStep(chain, step, getKeyName(member.property, member.computed) ?? '')
    node = step
  }
  const body = chain.fields === undefined ? undefined : { fields: chain.fields, edits: chain.edits, isForm: false }
  const verb = method.replace(/^del$/, 'delete').toUpperCase()
  return { url: { nodes: [url] }, verb, body, headers: undefined, login: chain.login, problem: chain.problem }
}

function readStep(chain: Chain, step: Call, name: string): void {
  const [first, second] = step.arguments
  if (name === 'auth' && first && second) {
    const range = { start: getRange(first).start, end: getRange(second).end }
    const { callee } = step
    if (callee.type !== 'MemberExpression') return
    chain.login = {
      properties: [],
      id: first,
      token: second,
      write: (pairs) => [
        { ...getRange(callee.property), text: 'set' },
        { ...range, end: getRange(step).end - 1, text: `{ ${pairs} }` },
      ],
    }
  } else if (name === 'send' && first && chain.fields === undefined) chain.fields = first
  else if (name === 'type' && first && /form|json/.test(getStringValue(first) ?? '')) {
    const { start, end } = getRange(first)
    if (/form/.test(getStringValue(first) ?? '')) chain.edits.push({ start: start + 1, end: end - 1, text: 'json' })
  } else if (name === 'set' && first && !/^authorization$/i.test(getStringValue(first) ?? 'authorization')) return
  else if (!HARMLESS.test(name)) chain.problem = `it has the step ${name}`
}
