import type { Node } from '@babel/types'
import { REST_API } from '@plivo-to-vobiz/mappings'
import { toVobizCredentials } from '../../src/javascript/credentials.ts'
import { removeFromList, removeLine } from '../../src/javascript/imports.ts'
import { getScopes } from '../../src/javascript/scopes.ts'
import { getKeyName, getQuote, getRange, getText, getTree, type NodeOf, type Tree } from '../../src/javascript/tree.ts'
import { getLineEnding } from '../../src/positions.ts'
import { findSameRoute } from '../../src/rest/same-routes.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Edit, Note, Range } from '../../src/touchpoint.ts'
import type { Rewrite } from '../../src/transform.ts'
import { type Basic, readBasicHeader } from './basic.ts'
import { editBody } from './body.ts'
import { type HttpRequest, readRequest } from './request.ts'
import { type ApiUrl, readApiUrl } from './url.ts'

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
}

/** Every request of a file whose address can be read. */
export function findRequestSites(file: SourceFile): readonly RequestSite[] {
  const tree = getTree(file)
  const planned = tree.getNodes('CallExpression').flatMap((call) => {
    const request = readRequest(call)
    const url = request && readApiUrl(tree, request.url)
    return request === undefined || url === undefined ? [] : [planRequest(tree, call, { request, url })]
  })
  const done = planned.flatMap((one) => ('edits' in one ? [one] : []))
  const sites = planned.map((one): RequestSite => {
    const range = getRange(one.call)
    if ('problem' in one) return { range, rewrite: { task: { code: 'rest-http-kept', args: { reason: one.problem } } } }
    const edits = [...one.edits, ...removeUnused(tree, one, done)]
    return { range, rewrite: { edits, notes: [{ code: 'rest-http-moved' }, ...one.notes] } }
  })
  return sites
}

type Failed = { readonly call: Node; readonly problem: string }

function planRequest(
  tree: Tree,
  call: Node,
  { request, url }: { readonly request: HttpRequest; readonly url: ApiUrl },
): Planned | Failed {
  const fail = (problem: string): Failed => ({ call, problem })
  if (request.problem !== undefined) return fail(request.problem)
  const row = findSameRoute(request.verb, url.path)
  if (row === undefined) return fail(`${request.verb} of this address is another request on Vobiz, or none`)
  const body = editBody(tree, request.body, row)
  if ('problem' in body) return fail(body.problem)
  const header = findHeader(request.headers)
  const basic = header && readBasicHeader(tree, header.value)
  const given = basic ?? request.login
  if (given === undefined || (basic !== undefined && request.login !== undefined))
    return fail('its credentials cannot be seen')
  const credentials = toVobizCredentials(tree, [given.id, given.token])
  if (credentials === 'unknown') return fail('the credentials come from a caller or a record')
  if (getText(tree, url.account) !== getText(tree, given.id)) return fail('the address names another account')
  const [id = '', token = ''] = credentials.texts
  const notes = credentials.from === 'given' ? [] : [{ code: `sdk-client-credentials-${credentials.from}` }]
  const quote = getQuote(tree)
  const separator = header === undefined ? ', ' : getSeparator(tree, header)
  const [idName, tokenName] = [REST_API.headers.authId, REST_API.headers.authToken].map((name) => quote + name + quote)
  const pairs = `${idName}: ${id}${separator}${tokenName}: ${token}`
  const login = header === undefined ? editLogin(tree, request, pairs) : [{ ...getRange(header), text: pairs }]
  const edits = [url.base, { ...getRange(url.account), text: id }, ...login, ...body.edits]
  return { call, edits, notes, basic }
}

function findHeader(headers: NodeOf<'ObjectExpression'> | undefined): NodeOf<'ObjectProperty'> | undefined {
  for (const property of headers?.properties ?? [])
    if (property.type === 'ObjectProperty')
      if (getKeyName(property.key, property.computed)?.toLowerCase() === 'authorization') return property
  return undefined
}

/** `auth: { … }` becomes headers, or goes where there are headers already. */
function editLogin(tree: Tree, { login, headers }: HttpRequest, pairs: string): readonly Edit[] {
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
