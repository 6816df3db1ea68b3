import type { Node } from '@babel/types'
import { REST_API } from '@plivo-to-vobiz/mappings'
import { toVobizCredentials } from '../../src/javascript/credentials.ts'
import { removeFromList, removeLine } from '../../src/javascript/imports.ts'
import { type Binding, getScopes } from '../../src/javascript/scopes.ts'
import {
  getKeyName,
  getQuote,
  getRange,
  getText,
  getTree,
  type NodeOf,
  type Tree,
  unwrap,
} from '../../src/javascript/tree.ts'
import { getLineEnding } from '../../src/positions.ts'
import { findSameRoute } from '../../src/rest/same-routes.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Edit, Note, Range } from '../../src/touchpoint.ts'
import type { Rewrite } from '../../src/transform.ts'
import { type Basic, readBasicHeader } from './basic.ts'
import { editBody } from './body.ts'
import type { HttpRequest } from './http-request.ts'
import { readRequest } from './request.ts'
import { type ApiUrl, isAtApi, readApiUrl } from './url.ts'

/** A request to Plivo's API, and what becomes of it for Vobiz alone. */
export interface RequestSite {
  readonly range: Range
  readonly rewrite: Rewrite
}

interface Planned {
  readonly call: Node
  readonly edits: readonly Edit[]
  readonly notes: readonly Note[]
  readonly basic: Basic | undefined
  /** Names of which other requests use the value that changes. */
  readonly shared: readonly Binding[]
  /** Declarations of its address. */
  readonly within: readonly Node[]
}

/** Every request of a file whose address can be read. */
export function findRequestSites(file: SourceFile): readonly RequestSite[] {
  const tree = getTree(file)
  const planned = tree.getNodes('CallExpression').flatMap((call): readonly (Planned | Failed)[] => {
    const request = readRequest(tree, call)
    if (request === undefined) return []
    const url = readApiUrl(tree, request.url)
    if (url !== undefined) return [planRequest(tree, call, { request, url, isTyped: file.language === 'typescript' })]
    return isAtApi(tree, request.url) ? [{ call, problem: ELSEWHERE }] : []
  })
  const kept = findKept(tree, planned)
  const done = planned.flatMap((one) => ('edits' in one && !kept.has(one) ? [one] : []))
  return planned.map((one): RequestSite => {
    const range = getRange(one.call)
    const reason = 'problem' in one ? one.problem : kept.get(one)
    if ('problem' in one || reason !== undefined)
      return { range, rewrite: { task: { code: 'rest-http-kept', args: { reason: reason ?? '' } } } }
    const edits = [...one.edits, ...removeUnused(tree, one, done)]
    return { range, rewrite: { edits, notes: [{ code: 'rest-http-moved' }, ...one.notes] } }
  })
}

/**
 * Requests that could move and stay, since they share an address or a client with something that does not move: either
 * everything that uses it moves, or nothing.
 */
function findKept(tree: Tree, planned: readonly (Planned | Failed)[]): ReadonlyMap<Planned, string> {
  const kept = new Map<Planned, string>()
  const scopes = getScopes(tree)
  const isMoved = (use: Node): boolean =>
    planned.some(
      (one) =>
        'edits' in one && !kept.has(one) && (contains(one.call, use) || one.within.some((node) => contains(node, use))),
    )
  for (let isNew = true; isNew; ) {
    isNew = false
    for (const one of planned) {
      if (!('edits' in one) || kept.has(one)) continue
      const stuck = one.shared.find(
        (binding) => isExported(tree, binding) || !scopes.getReferences(binding).every(isMoved),
      )
      if (stuck === undefined) continue
      kept.set(one, `${stuck.name} is also used for what stays`)
      isNew = true
    }
  }
  return kept
}

const contains = (outer: Node, inner: Node): boolean =>
  getRange(inner).start >= getRange(outer).start && getRange(inner).end <= getRange(outer).end

/** Whether other files may use a name too. */
function isExported(tree: Tree, binding: Binding): boolean {
  const { origin } = binding
  const declaration = origin.kind === 'variable' ? tree.getParent(origin.declaration) : undefined
  return declaration?.type === 'ExportNamedDeclaration'
}

const ELSEWHERE = 'a part of its address comes from elsewhere, so the routes it asks cannot be seen'

type Failed = { readonly call: Node; readonly problem: string }

function planRequest(
  tree: Tree,
  call: Node,
  { request, url, isTyped }: { readonly request: HttpRequest; readonly url: ApiUrl; readonly isTyped: boolean },
): Planned | Failed {
  const fail = (problem: string): Failed => ({ call, problem })
  if (request.problem !== undefined) return fail(request.problem)
  const row = findSameRoute(request.verb, url.path)
  if (row === undefined) return fail(`${request.verb} of this address is another request on Vobiz, or none`)
  const body = editBody(tree, request.body?.fields, row)
  if ('problem' in body) return fail(body.problem)
  const header = findHeader(request.headers)
  const basic = header && readBasicHeader(tree, header.value)
  const given = basic ?? request.login
  if (given === undefined || (basic !== undefined && request.login !== undefined))
    return fail('its credentials cannot be seen')
  const credentials = toVobizCredentials(tree, [given.id, given.token])
  if (credentials === 'unknown') return fail('the credentials come from a caller or a record')
  if (getText(tree, unwrap(url.account)) !== getText(tree, unwrap(given.id)))
    return fail('the address names another account')
  const [id = '', token = ''] = credentials.texts
  const notes = credentials.from === 'given' ? [] : [{ code: `sdk-client-credentials-${credentials.from}` }]
  const quote = getQuote(tree)
  const separator = header === undefined ? ', ' : getSeparator(tree, header)
  const [idName, tokenName] = [REST_API.headers.authId, REST_API.headers.authToken].map((name) => quote + name + quote)
  const [idValue, tokenValue] = [id, token].map((text) => (isTyped ? toHeaderValue(text) : text))
  const pairs = `${idName}: ${idValue}${separator}${tokenName}: ${tokenValue}`
  const type = request.body?.isForm ? editContentType(tree, request) : { edits: [], pair: '' }
  const all = pairs + (type.pair === '' ? '' : separator + type.pair)
  const login = [
    ...(header === undefined ? editLogin(tree, request, all) : [{ ...getRange(header), text: all }]),
    ...type.edits,
  ]
  const edits = [
    ...url.base,
    { ...getRange(url.account), text: id },
    ...login,
    ...body.edits,
    ...(request.body?.edits ?? []),
  ]
  const shared = [...url.shared, ...(request.instance ? [request.instance] : [])]
  // An address may be put together before the call.
  const within = request.url.nodes.flatMap((node) => getHolder(tree, node) ?? [])
  return { call, edits, notes, basic, shared, within }
}

/** A header is a text to the compiler; a variable of the environment may be missing. */
const toHeaderValue = (text: string): string => (/^process\.env[.[][^!?|(]*$/.test(text) ? `${text}!` : text)

function findHeader(headers: NodeOf<'ObjectExpression'> | undefined): NodeOf<'ObjectProperty'> | undefined {
  for (const property of headers?.properties ?? [])
    if (property.type === 'ObjectProperty')
      if (getKeyName(property.key, property.computed)?.toLowerCase() === 'authorization') return property
  return undefined
}

/** The declaration of a constant that holds an address. */
function getHolder(tree: Tree, outer: Node): Node | undefined {
  const node = unwrap(outer)
  const origin = node.type === 'Identifier' ? getScopes(tree).resolve(node)?.origin : undefined
  return origin?.kind === 'variable' ? origin.declarator : undefined
}

/** Says that the body is JSON now: in the header that said it was a form, or beside the credentials. */
function editContentType(
  tree: Tree,
  { headers }: HttpRequest,
): { readonly edits: readonly Edit[]; readonly pair: string } {
  const quote = getQuote(tree)
  const json = `${quote}application/json${quote}`
  for (const property of headers?.properties ?? [])
    if (
      property.type === 'ObjectProperty' &&
      getKeyName(property.key, property.computed)?.toLowerCase() === 'content-type'
    )
      return { edits: [{ ...getRange(property.value), text: json }], pair: '' }
  return { edits: [], pair: `${quote}Content-Type${quote}: ${json}` }
}

/** `auth: { … }` becomes headers, or goes where there are headers already. */
function editLogin(tree: Tree, { login, headers }: HttpRequest, pairs: string): readonly Edit[] {
  if (login?.write !== undefined) return login.write(pairs)
  const [first, ...others] = login?.properties ?? []
  if (first === undefined) return []
  const object = tree.getParent(first)
  const members = object?.type === 'ObjectExpression' ? object.properties : []
  if (headers === undefined) {
    const kept = members.filter((one) => !others.some((other) => other === one))
    return [{ ...getRange(first), text: `headers: { ${pairs} }` }, ...removeFromList(members, kept)]
  }
  const kept = members.filter((one) => one !== first && !others.some((other) => other === one))
  const [top] = headers.properties
  const start = top === undefined ? getRange(headers).start + 1 : getRange(top).start
  const insertion = { start, end: start, text: top === undefined ? ` ${pairs} ` : `${pairs}, ` }
  return [insertion, ...removeFromList(members, kept)]
}

/** What stands between two properties: a line of their own each, where one has a line of its own. */
function getSeparator(tree: Tree, node: Node): string {
  const { start } = getRange(node)
  const indent = /(?:^|[\r\n])([ \t]*)$/.exec(tree.text.slice(0, start))?.[1]
  return indent === undefined ? ', ' : `,${getLineEnding(tree.text)}${indent}`
}

/** Constants that held the Basic credentials of rewritten requests and nothing else. */
function removeUnused(tree: Tree, { basic }: Planned, done: readonly Planned[]): readonly Edit[] {
  const gone = done.flatMap(({ edits }) => edits)
  return (basic?.declarators ?? []).flatMap((declarator): readonly Edit[] => {
    const declaration = tree.getParent(declarator)
    const { id } = declarator
    const binding = id.type === 'Identifier' ? getScopes(tree).lookup(id.name, id) : undefined
    if (binding === undefined || declaration?.type !== 'VariableDeclaration') return []
    const chain = new Set(done.flatMap((one) => one.basic?.declarators ?? []))
    const isUnused = getScopes(tree)
      .getReferences(binding)
      .every((use) => {
        const { start, end } = getRange(use)
        const inChain = [...chain].some((one) => getRange(one).start <= start && end <= getRange(one).end)
        return inChain || gone.some((edit) => edit.start <= start && end <= edit.end)
      })
    if (!isUnused || declaration.declarations.length > 1) return []
    return [removeLine(tree, declaration)]
  })
}
