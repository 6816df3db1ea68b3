import { CSHARP_NAMES } from '../../src/classes/csharp.ts'
import { getCode } from '../../src/grammar/code.ts'
import { getField, is, type Node, walk } from '../../src/grammar/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'

/**
 * What headers are kept in.
 *
 * - `texts`: `NameValueCollection` of System.Web and HttpListener; null where one is missing
 * - `messages`: `HttpHeaders` of System.Net.Http; an exception
 * - `dictionary`: any dictionary of texts, such as of AWS Lambda; an exception
 * - `lists`: Nancy; an empty list
 * - `values`: `StringValues` of ASP.NET Core; empty, or null as a text
 * - `unknown`: nothing in the file tells
 */
export type Host = 'texts' | 'messages' | 'dictionary' | 'lists' | 'values' | 'unknown'

const HOSTS: readonly (readonly [Host, RegExp])[] = [
  ['values', /\bMicrosoft\.(?:AspNetCore|Extensions\.Primitives)\b|\bStringValues\b/],
  ['lists', /^\s*using Nancy\b/m],
  ['dictionary', /\bAmazon\.Lambda\b|\bAPIGateway\w*Request\b/],
  ['messages', /\bHttpRequest(?:Message|Data)\b|\bSystem\.Web\.Http\b|\bApiController\b/],
  ['texts', /\busing System\.Web(?:\.Mvc)?;|\bHttpContext\.Current\b|\bHttpListener\w*\b|\bHttpRequestBase\b/],
  // The names that a project of today uses without naming their namespace.
  ['values', /\bHttp(?:Context|Request)\b|\bControllerBase\b/],
]

/** Types of variables, by what they are called. */
const TYPES: readonly (readonly [Host, RegExp])[] = [
  ['values', /HeaderDictionary|^HttpRequest$|StringValues/],
  ['dictionary', /Dictionary/],
  ['messages', /^HttpRequest(?:Message|Data)$|HttpHeaders|HttpRequestHeaders/],
  ['texts', /^NameValueCollection$|^HttpListenerRequest$|^HttpRequestBase$|^WebHeaderCollection$/],
]

/** What the headers that an expression reads are kept in: by the type of the variable, else by what the file uses. */
export function findHost(file: SourceFile, read: Node): Host {
  const type = findType(file, read)
  const named = type === undefined ? undefined : TYPES.find(([, pattern]) => pattern.test(type))?.[0]
  // ASP.NET and ASP.NET Core both have an HttpRequest.
  const host = named === 'values' && type === 'HttpRequest' ? undefined : named
  return host ?? HOSTS.find(([, pattern]) => pattern.test(file.text))?.[0] ?? 'unknown'
}

/** The declared type of the variable that a read begins with. */
function findType(file: SourceFile, read: Node): string | undefined {
  const name = [...walk(read)].find((node) => is(node, 'identifier'))
  if (name === undefined) return undefined
  const method = CSHARP_NAMES.findMethod(name)
  const parameter = (method === undefined ? [] : CSHARP_NAMES.getParameters(method)).find(
    (one) => CSHARP_NAMES.getParameterName(one)?.text() === name.text(),
  )
  if (parameter !== undefined) return getField(parameter, 'type')?.text().replace(/\?$/, '')
  const declared = getCode(file)
    .tree.getNodes('variable_declaration')
    .find((node) => node.namedChildren().some((one) => getField(one, 'name')?.text() === name.text()))
  const type = declared && getField(declared, 'type')
  return type === undefined || is(type, 'implicit_type') ? undefined : type.text().replace(/\?$/, '')
}
