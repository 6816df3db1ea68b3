import type { Node } from '@babel/types'
import { getScopes } from '../../src/javascript/scopes.ts'
import { getKeyName, getStringValue, type NodeOf, type Tree, unwrap } from '../../src/javascript/tree.ts'
import { getCredentials } from './basic.ts'
import { type HttpRequest, readFields } from './http-request.ts'
import { readEncoded } from './payload.ts'
import type { WrittenUrl } from './url.ts'

type Call = NodeOf<'CallExpression'>

const HARMLESS = /^(?:hostname|host|port|path|method|headers|auth|agent|timeout|protocol)$/

/** `https.request({ hostname, path, method, auth, headers }, …)` and `https.request(url, options, …)`. */
export function readNodeRequest(tree: Tree, call: Call, method: string | undefined): HttpRequest | undefined {
  const [first, second] = call.arguments
  if (first === undefined || (method !== 'request' && method !== 'get')) return undefined
  const inner = follow(tree, first)
  const isOptions = inner.type === 'ObjectExpression'
  const options = isOptions ? inner : second && follow(tree, second)
  const fields = options?.type === 'ObjectExpression' ? readFields(options) : undefined
  const url = isOptions
    ? toUrl(fields?.get('hostname')?.value ?? fields?.get('host')?.value, fields?.get('path')?.value)
    : { nodes: [first] }
  if (url === undefined) return undefined
  const nothing = { url, body: undefined, headers: undefined, login: undefined }
  if (fields === undefined) return { ...nothing, verb: 'GET', problem: 'its options cannot be seen' }
  const written = fields.get('method')
  const verb = written === undefined ? 'GET' : getStringValue(written.value)?.toUpperCase()
  const auth = fields.get('auth')
  const pair = auth && getCredentials(unwrap(auth.value))
  const value = fields.get('headers')?.value
  const headers = value?.type === 'ObjectExpression' ? value : undefined
  const sent = findSent(tree, call)
  const body = sent === undefined || sent === 'hidden' ? undefined : readEncoded(tree, sent)
  const rest = [...fields.keys()].find((name) => !HARMLESS.test(name))
  const problem =
    verb === undefined
      ? 'its method cannot be seen'
      : (value && !headers) || (auth && !pair)
        ? 'its credentials cannot be seen'
        : sent !== undefined && (body === undefined || body.isForm)
          ? 'its body is not JSON that can be seen'
          : rest && `it has the option ${rest}`
  const login = auth && pair ? { properties: [auth], ...pair } : undefined
  return { url, verb: verb ?? 'GET', body, headers, login, problem }
}

function toUrl(host: Node | undefined, path: Node | undefined): WrittenUrl | undefined {
  return host?.type === 'StringLiteral' && path ? { nodes: [path], host } : undefined
}

/** The value of a constant that is used here alone. */
function follow(tree: Tree, outer: Node): Node {
  const node = unwrap(outer)
  const binding = node.type === 'Identifier' ? getScopes(tree).resolve(node) : undefined
  if (binding?.origin.kind !== 'variable' || binding.path.length > 0) return node
  const { init } = binding.origin.declarator
  return init && getScopes(tree).getReferences(binding).length === 1 ? unwrap(init) : node
}

/** What is written to the request: the argument of the one `write` or `end` that has one. */
function findSent(tree: Tree, call: Call): Node | 'hidden' | undefined {
  const holder = tree.getParent(call)
  if (holder?.type === 'MemberExpression') {
    const step = tree.getParent(holder)
    return step?.type === 'CallExpression' && getKeyName(holder.property, false) === 'end'
      ? step.arguments[0]
      : undefined
  }
  if (holder?.type !== 'VariableDeclarator' || holder.id.type !== 'Identifier') return undefined
  const binding = getScopes(tree).lookup(holder.id.name, holder.id)
  const sent = (binding === undefined ? [] : getScopes(tree).getReferences(binding)).flatMap((use): readonly Node[] => {
    const member = tree.getParent(use)
    const step = member && tree.getParent(member)
    if (member?.type !== 'MemberExpression' || step?.type !== 'CallExpression' || step.callee !== member) return []
    return /^(?:write|end)$/.test(getKeyName(member.property, member.computed) ?? '') ? step.arguments.slice(0, 1) : []
  })
  return sent.length > 1 ? 'hidden' : sent[0]
}
