import { getIndent, removeLines, replaceStatements } from '../../src/classes/edits.ts'
import { createHandWritten } from '../../src/classes/hand-written.ts'
import { JAVA_NAMES, JAVA_SYNTAX } from '../../src/classes/java.ts'
import { getField, getRange, type Node } from '../../src/grammar/tree.ts'
import type { HandWritten, Placement } from '../../src/signature-calls/language.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Target } from '../../src/touchpoint.ts'
import { removeImports } from './imports.ts'
import { createHelperFile, HELPER } from './placement.ts'
import { LITERALS } from './reads.ts'

/** Checks written by hand with `javax.crypto.Mac`. */
export const { findHmacs, findHandWritten, isUncalled } = createHandWritten({
  syntax: JAVA_SYNTAX,
  names: JAVA_NAMES,
  isHmac: ({ name, receiver, isNew }) =>
    !isNew && name === 'getInstance' && /(?:^|\.)Mac$/.test(receiver?.text() ?? ''),
  sha256: /"HmacSHA256"/i,
  base64: /\bBase64\b/,
  sign: /^(?:doFinal)$/,
  known:
    /^(?:add|addAll|append|asList|charAt|compareTo|contains|containsKey|copyOf|decode|doFinal|encode|encodeToString|endsWith|entrySet|equals|forEach|get|getBytes|getDecoder|getEncoder|getHost|getInstance|getKey|getOrDefault|getPath|getPort|getProtocol|getQuery|getRawPath|getRawQuery|getScheme|getValue|hasNext|indexOf|init|isEmpty|isEqual|iterator|join|keySet|lastIndexOf|length|next|put|replace|replaceAll|size|sort|split|startsWith|stream|strip|substring|toArray|toLowerCase|toString|toUpperCase|trim|valueOf|values|anyMatch|map|filter|sorted|collect|joining|comparing|comparingByKey|of|create|isBlank|requireNonNull)$/,
  types: {
    text: /^String$/,
    boolean: /^boolean$/i,
    fields: /^(?:java\.util\.)?(?:Sorted|Tree|Hash|LinkedHash)?Map<String,String>$/,
  },
  getStringValue: LITERALS.getStringValue,
})

/** A call of the helper in the place of what a method did, without what only that needed. */
export function replaceHandWritten(
  file: SourceFile,
  { function: fn, scheme, roles, parts }: HandWritten,
  token: string,
  target: Target,
): Placement {
  const body = getField(fn, 'body')
  const helper = createHelperFile(file, target)
  if (body === undefined) return { file: helper, edits: [], notes: [] }
  const name = (role: 'url' | 'nonce' | 'signature' | 'method' | 'params'): string => {
    const parameter = roles.get(role)
    return (parameter && JAVA_NAMES.getParameterName(parameter)?.text()) ?? ''
  }
  const given = [name('url'), name('nonce'), name('signature'), token]
  if (scheme === 'v3') given.push(roles.has('method') ? name('method') : '"POST"', name('params'))
  const call = `return ${HELPER}.isSigned${scheme.toUpperCase()}(${given.join(', ')});`
  const spare = parts.filter((part) => JAVA_SYNTAX.isPrivate(part) && isPartOnly(file, part, [fn, ...parts]))
  const gone = [getRange(body), ...spare.map(getRange)]
  return {
    file: helper,
    edits: [
      replaceStatements(file, body, wrapCall(call, getIndent(file, getRange(body).end - 1))),
      ...spare.map((part) => removeLines(file, withComment(part))),
      ...removeImports(file, gone),
    ],
    notes: [],
  }
}

const WIDTH = 100

/** A long call goes on in a second line, as Java code does. */
function wrapCall(call: string, indent: string): string {
  const open = call.indexOf('(') + 1
  return indent.length + 2 + call.length <= WIDTH ? call : `${call.slice(0, open)}\n${indent}      ${call.slice(open)}`
}

/** Whether only some methods call a method. */
export const isPartOnly = (file: SourceFile, method: Node, callers: readonly Node[]): boolean => {
  const ranges = callers.map(getRange)
  const name = getField(method, 'name')?.text()
  return JAVA_NAMES.getCalls(file)
    .filter((call) => call.name === name)
    .every(({ node }) => ranges.some(({ start, end }) => start <= getRange(node).start && getRange(node).end <= end))
}

/** A method with the comment right above it. */
function withComment(method: Node): { readonly start: number; readonly end: number } {
  const before = method.prev()
  const isComment = before !== null && /^(?:block|line)_comment$/.test(String(before.kind()))
  const { start, end } = getRange(method)
  return { start: isComment ? getRange(before).start : start, end }
}
