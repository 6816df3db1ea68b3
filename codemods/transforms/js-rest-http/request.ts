import type { Node } from '@babel/types'
import { getKeyName, getStringValue, type NodeOf, unwrap } from '../../src/javascript/tree.ts'

/** A request made without the SDK, its parts where they are written. */
export interface HttpRequest {
  readonly url: Node
  readonly verb: string
  /** The object that is sent as JSON; absent when nothing is sent. */
  readonly body: Node | undefined
  /** The object of headers, where there is one. */
  readonly headers: NodeOf<'ObjectExpression'> | undefined
  /** A property that gives the credentials by name and password: `auth: { username, password }`. */
  readonly login: Login | undefined
  /** Why the request cannot be read to the end. */
  readonly problem: string | undefined
}

/** Credentials given by options. */
export interface Login {
  readonly properties: readonly Node[]
  readonly id: Node
  readonly token: Node
}

type Call = NodeOf<'CallExpression'>
type Fields = ReadonlyMap<string, NodeOf<'ObjectProperty'>>

const VERBS = /^(?:get|post|put|patch|delete)$/

/** Reads a call of `fetch`, `axios` or `got`; `undefined` for any other call. */
export function readRequest(call: Call): HttpRequest | undefined {
  const { callee } = call
  const [first, second, third] = call.arguments
  if (first === undefined || call.arguments.some(({ type }) => type === 'SpreadElement')) return undefined
  const [library, method] = getCalleeName(callee)
  if (library === undefined) return undefined
  if (/^(?:fetch|fetcher|nodeFetch|undiciFetch)$/.test(library) && method === undefined) return readFetch(first, second)
  if (library === 'got') return readGot(first, second, method)
  if (library !== 'axios') return undefined
  if (method === undefined || method === 'request') {
    const fields = first.type === 'ObjectExpression' ? readFields(first) : undefined
    const url = fields?.get('url')?.value
    if (fields === undefined || url === undefined) return undefined
    const verb = getStringValue(fields.get('method')?.value)?.toUpperCase() ?? 'GET'
    return readAxios({ url, verb, data: fields.get('data')?.value, fields })
  }
  if (!VERBS.test(method)) return undefined
  const hasBody = /^(?:post|put|patch)$/.test(method)
  const config = hasBody ? third : second
  const fields = config === undefined ? new Map() : config.type === 'ObjectExpression' ? readFields(config) : undefined
  if (fields === undefined) return toProblem(first, method, 'its options cannot be seen')
  return readAxios({
    url: first,
    verb: method.toUpperCase(),
    data: hasBody ? second : fields.get('data')?.value,
    fields,
  })
}

/** `fetch`, `axios.post`, `globalThis.fetch`: the name of the library and of its method. */
function getCalleeName(callee: Node): readonly (string | undefined)[] {
  if (callee.type === 'Identifier') return [callee.name]
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return []
  const method = getKeyName(callee.property, callee.computed)
  if (/^(?:globalThis|window|global)$/.test(callee.object.name)) return [method]
  return [callee.object.name, method]
}

function readFields(node: NodeOf<'ObjectExpression'>): Fields | undefined {
  const fields = new Map<string, NodeOf<'ObjectProperty'>>()
  for (const property of node.properties) {
    if (property.type !== 'ObjectProperty') return undefined
    const name = getKeyName(property.key, property.computed)
    if (name === undefined) return undefined
    fields.set(name, property)
  }
  return fields
}

const toProblem = (url: Node, verb: string, problem: string): HttpRequest => ({
  url,
  verb: verb.toUpperCase(),
  body: undefined,
  headers: undefined,
  login: undefined,
  problem,
})

function readFetch(url: Node, options: Node | undefined): HttpRequest {
  if (options === undefined) return toProblem(url, 'GET', 'it gives no credentials')
  const fields = options.type === 'ObjectExpression' ? readFields(options) : undefined
  if (fields === undefined) return toProblem(url, 'GET', 'its options cannot be seen')
  const method = fields.get('method')
  const verb = method === undefined ? 'GET' : getStringValue(method.value)?.toUpperCase()
  const headers = getHeaders(fields)
  if (verb === undefined || headers === undefined) return toProblem(url, 'GET', 'its method or headers cannot be seen')
  const written = fields.get('body')
  const body = written && getJson(written.value)
  const problem = written !== undefined && body === undefined ? 'its body is not JSON that can be seen' : undefined
  return { url, verb, body, headers, login: undefined, problem }
}

/** `JSON.stringify(x)`. */
function getJson(outer: Node): Node | undefined {
  const node = unwrap(outer)
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined
  const { object, property, computed } = node.callee
  const isJson =
    object.type === 'Identifier' && object.name === 'JSON' && getKeyName(property, computed) === 'stringify'
  return isJson ? node.arguments[0] : undefined
}

function getHeaders(fields: Fields): NodeOf<'ObjectExpression'> | undefined {
  const value = fields.get('headers')?.value
  const node = value && unwrap(value)
  return node?.type === 'ObjectExpression' && node.properties.every(({ type }) => type === 'ObjectProperty')
    ? node
    : undefined
}

function readAxios({
  url,
  verb,
  data,
  fields,
}: {
  url: Node
  verb: string
  data: Node | undefined
  fields: Fields
}): HttpRequest {
  const isEmpty =
    data === undefined || data.type === 'NullLiteral' || (data.type === 'Identifier' && data.name === 'undefined')
  const auth = fields.get('auth')
  const given = auth?.value.type === 'ObjectExpression' ? readFields(auth.value) : undefined
  const [id, token] = [given?.get('username')?.value, given?.get('password')?.value]
  const login = auth && id && token ? { properties: [auth], id, token } : undefined
  const isUnread = auth !== undefined && login === undefined
  const rest = [...fields.keys()].find(
    (name) => !/^(?:url|method|data|auth|headers|timeout|validateStatus|responseType)$/.test(name),
  )
  const hidden = fields.has('headers') && getHeaders(fields) === undefined
  const problem =
    isUnread || hidden ? 'its credentials cannot be seen' : rest === undefined ? undefined : `it has the option ${rest}`
  return { url, verb, body: isEmpty ? undefined : data, headers: getHeaders(fields), login, problem }
}

function readGot(url: Node, options: Node | undefined, method: string | undefined): HttpRequest | undefined {
  if (method !== undefined && !VERBS.test(method)) return undefined
  const fields = options?.type === 'ObjectExpression' ? readFields(options) : undefined
  if (fields === undefined) return toProblem(url, method ?? 'GET', 'its options cannot be seen')
  const verb = method ?? getStringValue(fields.get('method')?.value) ?? 'GET'
  const [name, password] = [fields.get('username'), fields.get('password')]
  const login = name && password ? { properties: [name, password], id: name.value, token: password.value } : undefined
  const rest = [...fields.keys()].find(
    (key) => !/^(?:method|username|password|json|headers|timeout|responseType|throwHttpErrors)$/.test(key),
  )
  const problem = rest === undefined ? undefined : `it has the option ${rest}`
  return { url, verb: verb.toUpperCase(), body: fields.get('json')?.value, headers: getHeaders(fields), login, problem }
}
