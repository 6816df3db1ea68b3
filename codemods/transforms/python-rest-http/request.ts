import { getScopes } from '../../src/python/scopes.ts'
import {
  getArguments,
  getField,
  getNamedChildren,
  getStringValue,
  is,
  type PyArgument,
  type PyNode,
  unwrap,
} from '../../src/python/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'

/** A request made without the SDK, its parts where they are written. */
export interface HttpRequest {
  readonly call: PyNode
  readonly url: PyNode
  readonly verb: string
  /** What is sent as JSON; absent when nothing is sent. */
  readonly body: PyNode | undefined
  readonly login: Login | undefined
  /** Why the request cannot be read to the end. */
  readonly problem: string | undefined
}

/** Credentials given by `auth`, at the request or where its session is made. */
export interface Login {
  /** The argument `auth=…`. */
  readonly argument: PyNode
  /** The call that has it. */
  readonly call: PyNode
  readonly id: PyNode
  readonly token: PyNode
  /** The statement of a variable that held them and that nothing else uses. */
  readonly statement?: PyNode
}

const VERBS = /^(?:get|post|put|patch|delete)$/
const LIBRARIES = /^(?:requests|httpx|aiohttp)$/
const SESSIONS = /(?:^|\.)(?:Session|Client|AsyncClient|ClientSession)$/
const KNOWN = /^(?:url|method|json|auth|headers|timeout|verify|ssl|allow_redirects|follow_redirects|raise_for_status)$/

/** Reads a call of `requests`, `httpx` or `aiohttp`, or of a session of theirs; `undefined` for any other call. */
export function readRequest(file: SourceFile, call: PyNode): HttpRequest | undefined {
  const callee = getField(call, 'function')
  if (callee === undefined || !is(callee, 'attribute')) return undefined
  const [object, method] = [getField(callee, 'object'), getField(callee, 'attribute')?.text() ?? '']
  if (object === undefined || !(VERBS.test(method) || method === 'request')) return undefined
  const session = findSession(file, object)
  if (session === undefined && !isLibrary(file, object)) return undefined
  const given = getArguments(call)
  const positional = given.filter(({ name }) => name === undefined)
  const find = (name: string, index: number): PyNode | undefined =>
    given.find((one) => one.name === name)?.value ?? positional[index]?.value
  const isGeneric = method === 'request'
  const verb = isGeneric ? getStringValue(find('method', 0))?.toUpperCase() : method.toUpperCase()
  const url = find('url', isGeneric ? 1 : 0)
  if (url === undefined || verb === undefined) return undefined
  const named = (name: string): PyArgument | undefined => given.find((one) => one.name === name)
  const own = named('auth')
  const login = own === undefined ? session?.login : readLogin(file, call, own.value)
  const rest = given.find(({ name, isSpread }) => isSpread || (name !== undefined && !KNOWN.test(name)))
  const extra = positional.length > (isGeneric ? 2 : 1)
  const problem =
    rest !== undefined
      ? `it has the argument ${rest.name ?? rest.value.text()}`
      : extra
        ? 'its body is not JSON that can be seen'
        : undefined
  const json = named('json')?.value
  return {
    call,
    url,
    verb,
    body: json !== undefined && is(json, 'none') ? undefined : json,
    login,
    problem: problem ?? (own !== undefined && login === undefined ? 'its credentials cannot be seen' : undefined),
  }
}

/** `requests`, `httpx`: the module, whatever it is called here. */
function isLibrary(file: SourceFile, object: PyNode): boolean {
  if (!is(object, 'identifier')) return false
  return (getScopes(file).resolve(object)?.origins ?? []).some(
    (origin) => origin.kind === 'import' && LIBRARIES.test((getField(origin.item, 'name') ?? origin.item).text()),
  )
}

/** The session a request is made with, when it is made in this file under one name. */
function findSession(file: SourceFile, object: PyNode): { readonly login: Login | undefined } | undefined {
  const node = unwrap(object)
  if (is(node, 'call')) return readSession(file, node)
  const origins = is(node, 'identifier') ? (getScopes(file).resolve(node)?.origins ?? []) : []
  const [origin] = origins
  if (origins.length !== 1 || (origin?.kind !== 'with' && origin?.kind !== 'value')) return undefined
  return readSession(file, unwrap(origin.value))
}

function readSession(file: SourceFile, call: PyNode): { readonly login: Login | undefined } | undefined {
  const callee = is(call, 'call') ? getField(call, 'function') : undefined
  if (callee === undefined || !SESSIONS.test(callee.text())) return undefined
  const auth = getArguments(call).find(({ name }) => name === 'auth')
  return { login: auth && readLogin(file, call, auth.value) }
}

/** `(id, token)`, `HTTPBasicAuth(id, token)`, `aiohttp.BasicAuth(login=id, password=token)`. */
function readLogin(file: SourceFile, call: PyNode, outer: PyNode): Login | undefined {
  const argument = outer.parent()
  if (argument === null || !is(argument, 'keyword_argument')) return undefined
  const node = unwrap(outer)
  if (!is(node, 'identifier')) {
    const given = readPair(node)
    return given && { argument, call, ...given }
  }
  const scopes = getScopes(file)
  const binding = scopes.resolve(node)
  const [origin] = binding?.origins ?? []
  if (binding?.origins.length !== 1 || origin?.kind !== 'value' || origin.index !== undefined) return undefined
  const statement = origin.value.parent()?.parent()
  const given = readPair(unwrap(origin.value))
  if (given === undefined || !statement || !is(statement, 'expression_statement')) return undefined
  if (!is(binding.scope, 'function_definition') || scopes.getReferences(binding).length !== 1) return undefined
  return { argument, call, ...given, statement }
}

function readPair(value: PyNode): Pick<Login, 'id' | 'token'> | undefined {
  if (is(value, 'tuple')) {
    const [id, token, ...more] = getNamedChildren(value)
    return id && token && more.length === 0 ? { id, token } : undefined
  }
  const callee = is(value, 'call') ? getField(value, 'function')?.text() : undefined
  if (callee === undefined || !/(?:^|\.)(?:HTTP)?BasicAuth$/.test(callee)) return undefined
  const [id, token, ...more] = getArguments(value)
  return id && token && more.length === 0 ? { id: id.value, token: token.value } : undefined
}
