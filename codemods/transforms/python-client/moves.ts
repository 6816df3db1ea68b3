import { findRoute, PYTHON_METHODS, PYTHON_SDK, type PythonMethodRow, type RouteRow } from '@plivo-to-vobiz/mappings'
import { getArguments, getField, getRange, getStringValue, is, type PyNode, quoteLike } from '../../src/python/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Edit } from '../../src/touchpoint.ts'

/** The edits by which a call of the client asks Vobiz the same, or why it cannot. */
export type CallMove = { readonly edits: readonly Edit[] } | { readonly problem: string }

const rows = new Map<string, PythonMethodRow>(PYTHON_METHODS.map((row) => [row.method, row]))

/** Plans a call such as `client.calls.create(…)` for the client of the published package. */
export function moveCall(file: SourceFile, call: PyNode, path: readonly string[]): CallMove {
  const method = path.join('.')
  const row = rows.get(method)
  const route = row && findRoute(row.route)
  const [target, positional] = [row?.vobiz, row?.positional]
  if (target === undefined || positional === undefined || route === undefined)
    return { problem: `${PYTHON_SDK.vobiz.package} has no ${method}` }
  const callee = getField(call, 'function')
  const name = callee && getField(callee, 'attribute')
  if (name === undefined) return { problem: `${method} is not called by its name` }
  const given = getArguments(call)
  const own = required(positional, route)
  const count = given.filter(({ name: keyword, isSpread }) => keyword === undefined && !isSpread).length
  if (given.some(({ isSpread }) => isSpread)) return { problem: `the arguments of ${method} cannot all be seen` }
  if (count > own) return { problem: `${method} is given more by position than the package takes` }
  const edits: Edit[] = []
  const renamed = target.split('.').at(-1) ?? ''
  if (renamed !== name.text()) edits.push({ ...getRange(name), text: renamed })
  for (const { name: keyword, value } of given) {
    if (keyword === undefined) continue
    const field = keyword.replace(/_$/, '')
    if (route.refuse?.includes(field) || route.omit?.includes(field)) return { problem: `Vobiz has no field ${field}` }
    const isKnown =
      positional.includes(keyword) && (route.arguments.includes(field) || route.options?.includes(field) === true)
    if (!isKnown) return { problem: `Vobiz documents no field ${field} of ${method}` }
    const rule = route.send?.find(({ plivo }) => plivo === field)
    if (rule?.as === 'text' && !route.arguments.includes(field)) {
      if (is(value, 'integer')) edits.push({ ...getRange(value), text: quoteOf(file, call, value.text()) })
      else if (getStringValue(value) === undefined) return { problem: `the field ${field} has another type on Vobiz` }
    }
    if (rule !== undefined && rule.vobiz !== field) return { problem: `the field ${field} has another name on Vobiz` }
  }
  const names = given.map(({ name: keyword }) => keyword)
  if (row?.route === 'calls.sendDigits' && !names.includes('leg'))
    return { problem: `Vobiz asks for the field leg of ${method}` }
  for (const [field, value] of Object.entries(route.fill ?? {}))
    if (!names.includes(field)) edits.push(addArgument(file, call, `${field}=${quoteOf(file, call, String(value))}`))
  return { edits }
}

/** How many arguments the package takes by position: those a route cannot do without. */
const required = (positional: readonly string[], route: RouteRow): number =>
  positional.filter((one) => route.arguments.includes(one.replace(/_$/, ''))).length

function quoteOf(file: SourceFile, call: PyNode, text: string): string {
  const literal = call.find({ rule: { kind: 'string' } })
  const [prefix] = literal === null ? [] : literal.children()
  if (literal !== null && prefix !== undefined && /^['"]$/.test(prefix.text())) return quoteLike(literal, text)
  return (file.text.match(/"/g)?.length ?? 0) > (file.text.match(/'/g)?.length ?? 0) ? `"${text}"` : `'${text}'`
}

/** A further argument, on a line of its own where the others have one. */
function addArgument(file: SourceFile, call: PyNode, text: string): Edit {
  const list = getField(call, 'arguments')
  const last = list
    ?.namedChildren()
    .filter((one) => !is(one, 'comment'))
    .at(-1)
  if (list === undefined || last === undefined)
    return { ...getRange(call), start: getRange(call).end - 1, end: getRange(call).end - 1, text }
  const { start, end } = getRange(last)
  const line = /(\r?\n[^\S\r\n]*)$/.exec(file.text.slice(0, start))?.[1]
  return { start: end, end, text: `,${line ?? ' '}${text}` }
}
