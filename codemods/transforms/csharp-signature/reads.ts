import { CSHARP_SYNTAX, getOutName } from '../../src/classes/csharp.ts'
import { createLiterals } from '../../src/classes/literals.ts'
import { CSHARP } from '../../src/grammar/csharp.ts'
import { findAround, getField, getRange, is, isSame, type Node } from '../../src/grammar/tree.ts'
import { replaceIn } from '../../src/signature-calls/headers.ts'
import type { HeaderLiteral, HeaderRead } from '../../src/signature-calls/language.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Edit } from '../../src/touchpoint.ts'
import { findHost, type Host } from './hosts.ts'

export const LITERALS = createLiterals(CSHARP)

/** How a header is read: what decides how the reads of two headers become one. */
type Form =
  | 'index'
  /** `headers["X"].ToString()`: never null in ASP.NET Core. */
  | 'text'
  /** `headers["X"].FirstOrDefault()` and `Get("X")`: null where it is missing. */
  | 'nullable'
  /** `headers["X"].First()`: throws where it is missing. */
  | 'throwing'
  /** `TryGetValue("X", out var value)`. */
  | 'out'
  /** `ContainsKey("X")`. */
  | 'presence'
  /** `GetValues("X")`: null or an exception where it is missing, by the host. */
  | 'values'
  /** A method of the application that is given the name of a header: null or an empty text where it is missing. */
  | 'own'

interface Found {
  readonly node: Node
  readonly form: Form
}

const PRESENCE = /^(?:Contains|ContainsKey|HasHeader)$/
const OF_VALUES: Readonly<Record<string, Form>> = {
  FirstOrDefault: 'nullable',
  SingleOrDefault: 'nullable',
  LastOrDefault: 'nullable',
  First: 'throwing',
  Single: 'throwing',
  Last: 'throwing',
  ToString: 'text',
}

/** How a header's name is read where it stands. */
export function toRead(file: SourceFile, literal: HeaderLiteral, name: Node): HeaderRead | undefined {
  const isNeverSet = literal.name.spelling !== 'sent'
  const injected = findInjected(name)
  // One parameter cannot be filled from two headers.
  if (injected !== undefined) return { literal, name, node: injected, isStuck: true, isNeverSet }
  const found = findRead(name)
  if (found === undefined) return undefined
  return { literal, name, node: found.node, isStuck: !canJoin(found, findHost(file, found.node)), isNeverSet }
}

function findRead(name: Node): Found | undefined {
  const argument = name.parent()
  const list = argument?.parent() ?? undefined
  const around = list?.parent() ?? undefined
  if (argument === null || list === undefined || around === undefined || !is(argument, 'argument')) return undefined
  if (is(list, 'bracketed_argument_list')) {
    if (!is(around, 'element_access_expression') || isAssigned(around)) return undefined
    return findOfValues(around) ?? { node: around, form: 'index' }
  }
  const call = is(around, 'invocation_expression') ? CSHARP.readCall(around) : undefined
  if (call === undefined) return undefined
  const index = call.arguments.findIndex(({ value }) => isSame(value, name))
  const form = getForm(call.name, call.receiver !== undefined)
  if (form !== undefined) return index === 0 ? { node: around, form } : undefined
  const isOwn = /header/i.test(call.name) && !/^(?:Set|Add|Put|Remove|With|Append|TryAdd)/i.test(call.name)
  return isOwn && index === call.arguments.length - 1 ? { node: around, form: 'own' } : undefined
}

function getForm(name: string, hasReceiver: boolean): Form | undefined {
  if (!hasReceiver) return undefined
  if (/^TryGetValues?$/.test(name)) return 'out'
  if (PRESENCE.test(name)) return 'presence'
  if (name === 'GetValues') return 'values'
  return name === 'Get' ? 'nullable' : undefined
}

/** `headers["X"].FirstOrDefault()` around `headers["X"]`. */
function findOfValues(index: Node): Found | undefined {
  const member = index.parent()
  const call = member?.parent()
  if (!is(member, 'member_access_expression') || !is(call, 'invocation_expression')) return undefined
  const read = call && CSHARP.readCall(call)
  const form = read && OF_VALUES[read.name]
  return call && form && isSame(read.receiver, index) && read.arguments.length === 0 ? { node: call, form } : undefined
}

const isAssigned = (node: Node): boolean =>
  is(node.parent(), 'assignment_expression') && isSame(getField(node.parent() ?? node, 'left'), node)

/** The parameter that `[FromHeader(Name = "X")]` fills. */
function findInjected(name: Node): Node | undefined {
  const attribute = findAround(name, 'attribute')
  const kind = attribute && getField(attribute, 'name')?.text()
  return attribute && /(?:^|\.)FromHeader(?:Attribute)?$/.test(kind ?? '')
    ? findAround(attribute, 'parameter')
    : undefined
}

/** Whether it is known what such a read gives when the header is missing. */
function canJoin({ node, form }: Found, host: Host): boolean {
  if (form === 'own') return !/require|must|assert|ensure|all|list/i.test(CSHARP.readCall(node)?.name ?? '')
  if (is(node.parent(), 'conditional_access_expression')) return false
  // A missing key of a dictionary throws, as it may where nothing is known, and each value of Nancy's is a list.
  if (host === 'dictionary' || host === 'unknown') return form === 'out' || form === 'presence'
  if (host === 'lists') return form !== 'text'
  return true
}

/** A read that gives either header's value. */
export function joinReads({ node, name }: HeaderRead, vobizName: string, file: SourceFile): readonly Edit[] {
  const form = findRead(name)?.form ?? 'index'
  const joined = join({ form, plivo: node.text(), vobiz: replaceIn(node, name, vobizName) }, { node, file })
  return [{ ...getRange(node), text: standsAlone(node) ? joined : `(${joined})` }]
}

function join(
  { form, plivo, vobiz }: { readonly form: Form; readonly plivo: string; readonly vobiz: string },
  { node, file }: { readonly node: Node; readonly file: SourceFile },
): string {
  const host = findHost(file, node)
  switch (form) {
    case 'own':
      return `string.IsNullOrEmpty(${plivo}) ? ${vobiz} : ${plivo}`
    case 'presence':
      return `${plivo} || ${vobiz}`
    case 'out':
      return `${plivo} || ${fillAgain(node, vobiz)}`
    case 'nullable':
      return `${plivo} ?? ${vobiz}`
    case 'throwing':
      return `${plivo.replace(/(\w+\s*\(\s*\))$/, (call) => call.replace('(', 'OrDefault('))} ?? ${vobiz}`
    case 'text': {
      const index = CSHARP.readCall(node)?.receiver?.text() ?? plivo
      return host === 'texts' ? `${index} ?? ${vobiz}` : `(string)${index} ?? ${vobiz}`
    }
    case 'values': {
      const receiver = CSHARP.readCall(node)?.receiver?.text()
      const argument = CSHARP.readCall(node)?.arguments[0]?.value.text()
      return host === 'messages' ? `${receiver}.Contains(${argument}) ? ${plivo} : ${vobiz}` : `${plivo} ?? ${vobiz}`
    }
    case 'index':
      if (host === 'lists') return `${writeAny(plivo, file)} ? ${plivo} : ${vobiz}`
      return host === 'texts' ? `${plivo} ?? ${vobiz}` : `(string)${plivo} ?? ${vobiz}`
  }
}

/** Whether a list holds anything, with the extension method where the file has it. */
const writeAny = (list: string, file: SourceFile): string =>
  /^\s*using System\.Linq;/m.test(file.text) ? `${list}.Any()` : `System.Linq.Enumerable.Any(${list})`

/** `TryGetValue("X", out value)` for a variable that the read before it declares. */
function fillAgain(node: Node, text: string): string {
  const argument = CSHARP.readCall(node)?.arguments.at(-1)?.value.parent()
  const name = argument && getOutName(argument)?.text()
  return argument && name ? text.replace(argument.text(), `out ${name}`) : text
}

/** Places where a conditional expression needs no parentheses. */
const standsAlone = (node: Node): boolean =>
  is(node.parent(), ...CSHARP_SYNTAX.open) ||
  (is(node.parent(), 'assignment_expression') && isSame(getField(node.parent() ?? node, 'right'), node))

/** `headers.Add("X", value)`, `headers["X"] = value`. */
export function isSent({ node }: HeaderLiteral): boolean {
  const list = is(node.parent(), 'argument') ? node.parent()?.parent() : undefined
  const around = list?.parent()
  if (!around) return false
  if (is(around, 'element_access_expression')) return isAssigned(around)
  const call = CSHARP.readCall(around)
  return (
    call !== undefined &&
    /^(?:Add|Append|Set|Put|With|TryAdd)/.test(call.name) &&
    call.arguments.length > 1 &&
    isSame(call.arguments[0]?.value, node)
  )
}
