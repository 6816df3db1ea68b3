import { REST_API } from '@plivo-to-vobiz/mappings'
import { toTwinCredential } from '../../src/python/credentials.ts'
import { getScopes } from '../../src/python/scopes.ts'
import { getPythonTexts } from '../../src/python/texts.ts'
import {
  getArguments,
  getField,
  getNamedChildren,
  getPythonTree,
  getRange,
  getStringValue,
  is,
  isSame,
  type PyNode,
  unwrap,
} from '../../src/python/tree.ts'
import { findSameRoute } from '../../src/rest/same-routes.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { CodeText } from '../../src/text/text-document.ts'
import type { Edit, Note, Range } from '../../src/touchpoint.ts'
import type { Rewrite } from '../../src/transform.ts'
import { editBody } from './body.ts'
import { type HttpRequest, type Login, readRequest } from './request.ts'

/** A request to Plivo's API, and what becomes of it for Vobiz alone. */
export interface RequestSite {
  readonly range: Range
  readonly rewrite: Rewrite
}

type Failed = { readonly problem: string }
type Planned = { readonly edits: readonly Edit[]; readonly notes: readonly Note[]; readonly login: Login }

/** Every request of a file whose address can be read. */
export function findRequestSites(file: SourceFile): readonly RequestSite[] {
  const requests = getPythonTree(file)
    .getNodes('call')
    .flatMap((call) => readRequest(file, call) ?? [])
  const found = requests.flatMap((request) => {
    const url = readApiUrl(file, request.url)
    return url === undefined ? [] : [{ request, planned: planRequest(file, request, url) }]
  })
  return found.map(({ request, planned }): RequestSite => {
    const range = getRange(request.call)
    const settled = 'problem' in planned || isShared(requests, planned.login, found) ? toProblem(planned) : planned
    if ('problem' in settled)
      return { range, rewrite: { task: { code: 'rest-http-kept', args: { reason: settled.problem } } } }
    return { range, rewrite: { edits: settled.edits, notes: [{ code: 'rest-http-moved' }, ...settled.notes] } }
  })
}

const toProblem = (planned: Planned | Failed): Failed =>
  'problem' in planned ? planned : { problem: 'its session asks something else with the same credentials' }

/** Whether a session that gives the credentials also makes requests that are not moved. */
function isShared(
  requests: readonly HttpRequest[],
  login: Login,
  found: readonly { readonly request: HttpRequest; readonly planned: Planned | Failed }[],
): boolean {
  const moved = found.filter(({ planned }) => 'edits' in planned).map(({ request }) => request.call.id())
  return requests.some(
    (one) => one.login !== undefined && isSame(one.login.argument, login.argument) && !moved.includes(one.call.id()),
  )
}

/** The address of a request to Plivo's API. */
interface ApiUrl {
  readonly document: CodeText
  /** What follows the account, expressions as `{}`: `/Call/{}/`. */
  readonly path: string
  /** Where the expression that names the account is written, with the marks around it. */
  readonly account: Range
  readonly base: Edit
}

const ADDRESS = new RegExp(`^${REST_API.plivoBase.replaceAll('.', '\\.')}/Account/\\$\\{e1\\}((?:/[^?#]*)?)$`)

function readApiUrl(file: SourceFile, node: PyNode): ApiUrl | undefined {
  const document = findText(file, node)
  const match = document === undefined ? null : ADDRESS.exec(document.text)
  const account = document?.expressions[0]
  if (document === undefined || match === null || account === undefined) return undefined
  const start = document.offsets[0] ?? 0
  const end = document.offsets[REST_API.plivoBase.length] ?? 0
  if (file.text.slice(start, end) !== REST_API.plivoBase) return undefined
  const path = (match[1] ?? '').replaceAll(/\$\{e\d+\}/g, '{}')
  return { document, path, account, base: { start, end, text: REST_API.base } }
}

/** The text of an address in place or in a variable that is used for it alone. */
function findText(file: SourceFile, outer: PyNode): CodeText | undefined {
  const node = unwrap(outer)
  if (is(node, 'identifier')) {
    const scopes = getScopes(file)
    const binding = scopes.resolve(node)
    const [origin] = binding?.origins ?? []
    if (binding?.origins.length !== 1 || origin?.kind !== 'value' || origin.index !== undefined) return undefined
    return scopes.getReferences(binding).length === 1 ? findText(file, origin.value) : undefined
  }
  const { start } = getRange(node)
  return getPythonTexts(file).find(({ range }) => range.start === start)
}

function planRequest(file: SourceFile, request: HttpRequest, url: ApiUrl): Planned | Failed {
  if (request.problem !== undefined) return { problem: request.problem }
  const { login } = request
  if (login === undefined) return { problem: 'its credentials cannot be seen' }
  const row = findSameRoute(request.verb, url.path)
  if (row === undefined) return { problem: `${request.verb} of this address is another request on Vobiz, or none` }
  const body = editBody(file, request.body, row)
  if ('problem' in body) return body
  const [id, token] = [toTwinCredential(file, login.id), toTwinCredential(file, login.token)]
  if (id === undefined || token === undefined) return { problem: 'the credentials come from a caller or a record' }
  const account = editAccount(file, url, { old: login.id.text(), text: id.text })
  if (account === undefined) return { problem: 'the address names another account' }
  const header = editLogin(file, login, { id: id.text, token: token.text })
  if (header === undefined) return { problem: 'its headers cannot be seen' }
  const notes = [id, token].some(({ from }) => from === 'declared') ? [{ code: 'sdk-client-credentials-declared' }] : []
  const gone = login.statement === undefined ? [] : [removeLines(file, login.statement)]
  return { edits: [url.base, account, ...header, ...gone, ...body.edits, ...id.edits, ...token.edits], notes, login }
}

/** The account in the address: the expression of an f-string, or the first value a format is filled with. */
function editAccount(
  file: SourceFile,
  { account, document }: ApiUrl,
  { old, text }: { readonly old: string; readonly text: string },
): Edit | undefined {
  const written = file.text.slice(account.start, account.end)
  const isHole = /^\{.*\}$/s.test(written) && document.isOrdered !== true
  if (isHole && written.slice(1, -1).trim() === old) {
    const quote = file.text.charAt(document.range.start) === 'f' ? file.text.charAt(document.range.start + 1) : ''
    return text.includes(quote) && quote !== '' && !old.includes(quote) ? undefined : { ...account, text: `{${text}}` }
  }
  const whole = getPythonTree(file)
    .getNodes(written.startsWith('%') ? 'binary_operator' : 'call')
    .find((node) => getRange(node).start === document.range.start && getRange(node).end === document.range.end)
  const right = whole && is(whole, 'binary_operator') ? getField(whole, 'right') : undefined
  const values =
    right !== undefined
      ? is(right, 'tuple')
        ? getNamedChildren(right)
        : [right]
      : whole === undefined
        ? []
        : getArguments(whole).map(({ value }) => value)
  const key = /^\{(\w+)\}$/.exec(written)?.[1]
  const named =
    key !== undefined && whole !== undefined && is(whole, 'call')
      ? getArguments(whole).find(({ name }) => name === key)?.value
      : undefined
  const value = named ?? values[key !== undefined && /^\d+$/.test(key) ? Number(key) : 0]
  return value !== undefined && value.text() === old ? { ...getRange(value), text } : undefined
}

/** `auth=…` becomes two headers, or goes where there are headers already. */
function editLogin(
  file: SourceFile,
  { argument, call }: Login,
  { id, token }: { readonly id: string; readonly token: string },
): readonly Edit[] | undefined {
  const quote = getQuote(file, argument)
  const [idName, tokenName] = [REST_API.headers.authId, REST_API.headers.authToken].map((name) => quote + name + quote)
  const pairs = `${idName}: ${id}, ${tokenName}: ${token}`
  const headers = getArguments(call).find(({ name }) => name === 'headers')?.value
  if (headers === undefined) return [{ ...getRange(argument), text: `headers={${pairs}}` }]
  if (!is(headers, 'dictionary')) return undefined
  const [first] = getNamedChildren(headers)
  const isOwn = getNamedChildren(headers).every(
    (pair) => getStringValue(getField(pair, 'key'))?.toLowerCase() !== 'authorization',
  )
  if (!isOwn) return undefined
  const { start } = first === undefined ? { start: getRange(headers).start + 1 } : getRange(first)
  return [{ start, end: start, text: first === undefined ? pairs : `${pairs}, ` }, removeArgument(file, argument)]
}

/** A statement with its line. */
function removeLines({ text }: SourceFile, statement: PyNode): Edit {
  const { start, end } = getRange(statement)
  const before = /[^\S\r\n]*$/.exec(text.slice(0, start))?.[0].length ?? 0
  const after = /^[^\S\r\n]*(?:\r?\n)?/.exec(text.slice(end))?.[0].length ?? 0
  return { start: start - before, end: end + after, text: '' }
}

/** An argument with the comma and the blanks that go with it. */
function removeArgument(file: SourceFile, argument: PyNode): Edit {
  const { start, end } = getRange(argument)
  const after = /^\s*,[^\S\r\n]*(?:\r?\n(?=[^\S\r\n]*\)))?/.exec(file.text.slice(end))
  const before = /,?\s*$/.exec(file.text.slice(0, start))?.[0].length ?? 0
  if (after === null) return { start: start - before, end, text: '' }
  const line = /(?:^|\n)([^\S\r\n]*)$/.exec(file.text.slice(0, start))
  const rest = /^\s*,[^\S\r\n]*\r?\n[^\S\r\n]*/.exec(file.text.slice(end))
  return line !== null && rest !== null
    ? { start, end: end + rest[0].length, text: '' }
    : { start, end: end + after[0].length, text: '' }
}

/** The quotes the author writes near a place. */
function getQuote(file: SourceFile, near: PyNode): string {
  const around = near.parent()?.text() ?? ''
  const text = /['"]/.test(around) ? around : file.text
  return (text.match(/"/g)?.length ?? 0) >= (text.match(/'/g)?.length ?? 0) ? '"' : "'"
}
