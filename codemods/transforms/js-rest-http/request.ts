import type { Node } from '@babel/types'
import type { Binding } from '../../src/javascript/scopes.ts'
import { getRange, getStringValue, type NodeOf, type Tree, unwrap } from '../../src/javascript/tree.ts'
import { type Fields, type HttpRequest, type Login, readFields } from './http-request.ts'
import { type Callee, readCallee } from './libraries.ts'
import { readNodeRequest } from './node-request.ts'
import { type Payload, readData, readEncoded } from './payload.ts'
import { readChain } from './superagent.ts'
import type { WrittenUrl } from './url.ts'

type Call = NodeOf<'CallExpression'>

const VERBS = /^(?:get|post|put|patch|delete|del)$/
const WITH_BODY = /^(?:post|put|patch)$/

/** Options that say nothing about what is asked for, by style. */
const HARMLESS: Readonly<Record<string, RegExp>> = {
  fetch:
    /^(?:method|headers|body|signal|cache|redirect|agent|timeout|dispatcher|keepalive|throwOnError|headersTimeout|bodyTimeout)$/,
  axios:
    /^(?:url|method|data|auth|headers|timeout|validateStatus|responseType|baseURL|signal|maxRedirects|httpsAgent)$/,
  got: /^(?:method|username|password|json|form|body|headers|timeout|responseType|throwHttpErrors|prefixUrl|retry|resolveBodyOnly)$/,
  ky: /^(?:method|json|body|headers|timeout|throwHttpErrors|prefixUrl|retry|signal)$/,
  request:
    /^(?:url|uri|method|auth|json|form|body|headers|timeout|baseUrl|simple|resolveWithFullResponse|strictSSL|gzip)$/,
}

/** Reads a call of an HTTP library; `undefined` for any other call. */
export function readRequest(tree: Tree, call: Call): HttpRequest | undefined {
  const [first, second, third] = call.arguments
  if (first === undefined || call.arguments.some(({ type }) => type === 'SpreadElement')) return undefined
  const callee = readCallee(tree, call.callee)
  if (callee === undefined || !isRequest(callee)) return undefined
  if (callee.style === 'superagent') return readChain(tree, call, callee.method)
  if (callee.style === 'https') return readNodeRequest(tree, call, callee.method)
  const given = getArguments(callee, [first, second, third])
  const shared = callee.instance && readFields(callee.instance.options)
  const own = given.options === undefined ? new Map() : getFields(given.options)
  const prefix = getPrefix(shared)
  const url = given.url ?? own?.get('url')?.value ?? own?.get('uri')?.value
  const nodes = url === undefined ? [] : [...prefix, url]
  const at = { url: { nodes }, instance: callee.instance?.binding }
  if (own === undefined || (callee.instance !== undefined && shared === undefined))
    return url === undefined ? undefined : toProblem(at, 'its options cannot be seen')
  if (url === undefined) return undefined
  return read(tree, { callee, fields: new Map([...(shared ?? []), ...own]), data: given.data, at })
}

const isRequest = ({ method, style }: Callee): boolean =>
  method === undefined || VERBS.test(method) || method === 'request' || style === 'https'

interface Place {
  readonly url: WrittenUrl
  readonly instance: Binding | undefined
}

/** Which argument is what: `f(url, options)`, `f(options)`, `axios.post(url, data, options)`, `request(options, callback)`. */
function getArguments(
  { style, method }: Callee,
  [first, second, third]: readonly (Node | undefined)[],
): { readonly url: Node | undefined; readonly options: Node | undefined; readonly data: Node | undefined } {
  const isOptions = first?.type === 'ObjectExpression'
  const toOptions = (node: Node | undefined): Node | undefined =>
    node && /Function/.test(node.type) ? undefined : node
  if (isOptions) return { url: undefined, options: first, data: undefined }
  if (style === 'axios' && method !== undefined && WITH_BODY.test(method))
    return { url: first, options: third, data: second }
  return { url: first, options: toOptions(second), data: undefined }
}

/** `baseURL: x` of a client, with the slash that the library puts behind it. */
function getPrefix(shared: Fields | undefined): readonly Node[] {
  const base = shared?.get('baseURL') ?? shared?.get('prefixUrl') ?? shared?.get('baseUrl')
  return base === undefined ? [] : [base.value]
}

function getFields(node: Node): Fields | undefined {
  return node.type === 'ObjectExpression' ? readFields(node) : undefined
}

const toProblem = ({ url, instance }: Place, problem: string): HttpRequest => ({
  url,
  verb: 'GET',
  body: undefined,
  headers: undefined,
  login: undefined,
  problem,
  ...(instance && { instance }),
})

function read(
  tree: Tree,
  {
    callee,
    fields,
    data,
    at,
  }: { readonly callee: Callee; readonly fields: Fields; readonly data: Node | undefined; readonly at: Place },
): HttpRequest {
  const { style, method } = callee
  const written = fields.get('method')
  const named = method === 'request' ? undefined : method?.replace(/^del$/, 'delete')
  const verb = named ?? (written === undefined ? 'GET' : getStringValue(written.value))
  const headers = getHeaders(fields)
  const body = readBody(tree, { style, fields, data })
  const login = readLogin(fields)
  const problem = findProblem({ style, fields, body, headers, login, verb })
  return {
    url: at.url,
    verb: (verb ?? 'GET').toUpperCase(),
    body: body === 'hidden' ? undefined : body,
    headers,
    login: login === 'hidden' ? undefined : login,
    problem,
    ...(at.instance && { instance: at.instance }),
  }
}

interface Parts {
  readonly style: string
  readonly fields: Fields
  readonly body: Payload | 'hidden' | undefined
  readonly headers: NodeOf<'ObjectExpression'> | undefined
  readonly login: Login | 'hidden' | undefined
  readonly verb: string | undefined
}

function findProblem({ style, fields, body, headers, login, verb }: Parts): string | undefined {
  if (verb === undefined) return 'its method cannot be seen'
  if (login === 'hidden' || (fields.has('headers') && headers === undefined)) return 'its credentials cannot be seen'
  if (body === 'hidden') return 'its body is not JSON that can be seen'
  const rest = [...fields.keys()].find((name) => HARMLESS[style]?.test(name) === false)
  if (rest !== undefined) return `it has the option ${rest}`
  return undefined
}

function readBody(
  tree: Tree,
  { style, fields, data }: { readonly style: string; readonly fields: Fields; readonly data: Node | undefined },
): Payload | 'hidden' | undefined {
  const given = data ?? fields.get('data')?.value
  if (style === 'axios') return given === undefined || isNothing(given) ? undefined : readData(tree, given)
  const form = fields.get('form')
  if (form !== undefined) return style === 'request' ? toBody(form) : toJson(form)
  const json = fields.get('json')?.value
  if (json !== undefined && json.type !== 'BooleanLiteral') return { fields: json, edits: [], isForm: false }
  const body = fields.get('body')?.value
  if (body === undefined) return undefined
  const isObject = style === 'request' && json?.type === 'BooleanLiteral' && json.value
  if (isObject) return { fields: body, edits: [], isForm: false }
  return readEncoded(tree, body) ?? 'hidden'
}

const isNothing = (node: Node): boolean =>
  node.type === 'NullLiteral' || (node.type === 'Identifier' && node.name === 'undefined')

/** `form: x` becomes `json: x`: the answer is read as before. */
const toJson = ({ key, value, shorthand }: NodeOf<'ObjectProperty'>): Payload => ({
  fields: value,
  edits: [{ ...getRange(key), text: shorthand ? 'json: form' : 'json' }],
  isForm: false,
})

/** With `json` the library would parse the answer too, so the text is made here. */
function toBody({ key, value, shorthand }: NodeOf<'ObjectProperty'>): Payload | 'hidden' {
  if (shorthand || value.type !== 'ObjectExpression') return 'hidden'
  const { start, end } = getRange(value)
  return {
    fields: value,
    edits: [
      { ...getRange(key), text: 'body' },
      { start, end: start, text: 'JSON.stringify(' },
      { start: end, end, text: ')' },
    ],
    isForm: true,
  }
}

function getHeaders(fields: Fields): NodeOf<'ObjectExpression'> | undefined {
  const value = fields.get('headers')?.value
  const outer = value && unwrap(value)
  const isMade =
    outer?.type === 'NewExpression' && outer.callee.type === 'Identifier' && outer.callee.name === 'Headers'
  const node = isMade ? outer.arguments[0] : outer
  return node?.type === 'ObjectExpression' && node.properties.every(({ type }) => type === 'ObjectProperty')
    ? node
    : undefined
}

/** `auth: { username, password }`, `auth: { user, pass }`, `username` and `password`. */
function readLogin(fields: Fields): Login | 'hidden' | undefined {
  const auth = fields.get('auth')
  const [name, password] = [fields.get('username'), fields.get('password')]
  if (auth === undefined)
    return name && password ? { properties: [name, password], id: name.value, token: password.value } : undefined
  const given = auth.value.type === 'ObjectExpression' ? readFields(auth.value) : undefined
  const id = given?.get('username') ?? given?.get('user')
  const token = given?.get('password') ?? given?.get('pass')
  return id && token ? { properties: [auth], id: id.value, token: token.value } : 'hidden'
}
