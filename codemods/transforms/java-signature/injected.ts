import { JAVA_NAMES } from '../../src/classes/java.ts'
import { getCode } from '../../src/grammar/code.ts'
import { getNamed } from '../../src/grammar/nodes.ts'
import { findAround, getField, getRange, is, isSame, type Node, walk } from '../../src/grammar/tree.ts'
import { getLineEnding } from '../../src/positions.ts'
import { findHeaderName, toVobizName } from '../../src/signature-calls/header-names.ts'
import { namesHeader } from '../../src/signature-calls/headers.ts'
import type { HeaderRead } from '../../src/signature-calls/language.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Edit } from '../../src/touchpoint.ts'
import { LITERALS } from './literals.ts'

/** Annotations by which Spring, JAX-RS and Micronaut fill a parameter with a header. */
const INJECTORS = /^(?:RequestHeader|HeaderParam|Header)$/
/** Annotations of methods that only the framework calls. */
const MAPPINGS =
  /^(?:(?:Get|Post|Put|Patch|Delete|Request)Mapping|GET|POST|PUT|PATCH|DELETE|Path|Get|Post|Put|Patch|Delete)$/
/** Annotations of a parameter that a second one may carry too. */
const COPIED = /^(?:RequestHeader|HeaderParam|Header|DefaultValue|Nullable)$/
const [OF_PLIVO, OF_VOBIZ] = ['OfPlivo', 'OfVobiz']
const OPTIONAL = 'java.util.Optional<String>'

const getAnnotations = (node: Node): readonly Node[] =>
  node
    .children()
    .filter((child) => is(child, 'modifiers'))
    .flatMap((modifiers) => modifiers.children().filter((one) => is(one, 'annotation', 'marker_annotation')))

/** `RequestHeader` of `@org.springframework.web.bind.annotation.RequestHeader("X")`. */
const getKind = (annotation: Node): string => getField(annotation, 'name')?.text().split('.').at(-1) ?? ''

/** The value of one element of an annotation; its only one counts as `value`. */
function getElement(annotation: Node, ...keys: readonly string[]): Node | undefined {
  const list = getField(annotation, 'arguments')
  for (const one of list === undefined ? [] : getNamed(list)) {
    if (!is(one, 'element_value_pair') && keys.includes('value')) return one
    if (keys.includes(getField(one, 'key')?.text() ?? '')) return getField(one, 'value')
  }
  return undefined
}

/** The parameter of a method that a framework fills with the header a name in its annotation stands for. */
export function findInjected(name: Node): Node | undefined {
  const annotation = findAround(name, 'annotation')
  const parameter = annotation && findAround(annotation, 'formal_parameter')
  if (annotation === undefined || parameter === undefined || !INJECTORS.test(getKind(annotation))) return undefined
  return isSame(getElement(annotation, 'value', 'name'), name) ? parameter : undefined
}

export const isInjected = (node: Node): boolean =>
  is(node, 'formal_parameter') && getAnnotations(node).some((one) => INJECTORS.test(getKind(one)))

/** The method of a class that has a parameter; a client's interface sends the header instead. */
export function findReceiver(parameter: Node): Node | undefined {
  const method = findAround(parameter, 'method_declaration')
  const isReceiver =
    method &&
    getField(method, 'body') !== undefined &&
    is(findAround(method, 'class_declaration', 'interface_declaration'), 'class_declaration')
  return isReceiver ? method : undefined
}

/** A parameter that is filled from one of Plivo's headers. */
interface Parameter {
  readonly node: Node
  readonly type: Node
  readonly name: Node
  /** What stands for the header's name in the annotation. */
  readonly header: Node
  /** Vobiz's header as a literal. */
  readonly vobiz: string
  /** What it is where the header is missing: refused by the framework, null, or an empty text. */
  readonly missing: 'refused' | 'null' | 'empty'
}

function readParameter(file: SourceFile, node: Node): Parameter | 'other' | undefined {
  const annotation = getAnnotations(node).find((one) => INJECTORS.test(getKind(one)))
  const header = annotation && getElement(annotation, 'value', 'name')
  if (annotation === undefined || header === undefined) return undefined
  const literal = LITERALS.getStringValue(header) === undefined ? JAVA_NAMES.findOnlyValue(file, header) : header
  const written = literal && LITERALS.getStringValue(literal)
  const known = written === undefined ? undefined : findHeaderName(written)
  if (literal === undefined || written === undefined || known === undefined) return undefined
  const [type, name] = [getField(node, 'type'), JAVA_NAMES.getParameterName(node)]
  const missing = getMissing(node, annotation)
  if (type === undefined || name === undefined || missing === undefined || !known.row.vobiz) return 'other'
  return { node, type, name, header, vobiz: LITERALS.quoteLike(literal, toVobizName(written, known)), missing }
}

function getMissing(node: Node, annotation: Node): Parameter['missing'] | undefined {
  const others = getAnnotations(node)
  const byDefault = others.find((one) => getKind(one) === 'DefaultValue')
  const preset = getElement(annotation, 'defaultValue') ?? (byDefault && getElement(byDefault, 'value'))
  if (!others.every((one) => COPIED.test(getKind(one)))) return undefined
  if (preset !== undefined) return preset.text() === '""' ? 'empty' : undefined
  const mayMiss =
    getKind(annotation) === 'HeaderParam' ||
    getElement(annotation, 'required')?.text() === 'false' ||
    others.some((one) => getKind(one) === 'Nullable')
  return mayMiss ? 'null' : 'refused'
}

const getParameters = (file: SourceFile, method: Node): readonly (Parameter | 'other')[] =>
  JAVA_NAMES.getParameters(method).flatMap((node) => readParameter(file, node) ?? [])

/** Whether a second parameter may stand beside each that a header of Plivo's fills: nobody but the framework calls it. */
export function canBeJoined(file: SourceFile, method: Node): boolean {
  const kinds = getAnnotations(method).map(getKind)
  if (!kinds.some((kind) => MAPPINGS.test(kind)) || kinds.includes('Override')) return false
  const called = getField(method, 'name')?.text()
  const isCalled =
    JAVA_NAMES.getCalls(file).some((call) => call.name === called) ||
    getCode(file)
      .tree.getNodes('method_reference')
      .some((node) => node.text().endsWith(`::${called}`))
  const annotations = getAnnotations(method)
    .map((one) => one.text())
    .join(' ')
  return (
    !isCalled &&
    getParameters(file, method).every((one) => {
      if (one === 'other' || !/^(?:java\.lang\.)?String$/.test(one.type.text())) return false
      const name = one.name.text()
      const isTaken = [OF_PLIVO, OF_VOBIZ].some((end) => new RegExp(`\\b${name}${end}\\b`).test(file.text))
      return (
        !isTaken && !annotations.includes(`#${name}`) && !method.text().includes(one.vobiz) && !name.endsWith(OF_PLIVO)
      )
    })
  )
}

/** `signatureOfPlivo.orElse(signatureOfVobiz.orElse(""))`: the header that is there. */
function join(name: string, missing: Parameter['missing']): string {
  const [plivo, vobiz] = [`${name}${OF_PLIVO}`, `${name}${OF_VOBIZ}`]
  if (missing === 'refused') return `${plivo}.orElse(${vobiz}.orElse(""))`
  return missing === 'null' ? `${plivo} != null ? ${plivo} : ${vobiz}` : `!${plivo}.isEmpty() ? ${plivo} : ${vobiz}`
}

/** The text of a parameter with another header, type and name. */
function write({ node, header, type, name }: Parameter, given: { header: string; type: string; name: string }): string {
  const { start } = getRange(node)
  const parts = [
    { part: name, text: given.name },
    { part: type, text: given.type },
    { part: header, text: given.header },
  ].sort((a, b) => getRange(b.part).start - getRange(a.part).start)
  return parts.reduce((text, { part, text: by }) => {
    const range = getRange(part)
    return text.slice(0, range.start - start) + by + text.slice(range.end - start)
  }, node.text())
}

/**
 * A parameter for either provider's header, and a variable under the name of before that holds the one which came. All
 * of a method change together.
 */
export function joinParameters(file: SourceFile, parameter: Node): readonly Edit[] {
  const method = findReceiver(parameter)
  const body = method && getField(method, 'body')
  if (method === undefined || body === undefined) return []
  const parameters = getParameters(file, method).filter((one) => one !== 'other')
  const edits = parameters.map((one): Edit => {
    const type = one.missing === 'refused' ? OPTIONAL : one.type.text()
    const plivo = write(one, { header: one.header.text(), type, name: `${one.name.text()}${OF_PLIVO}` })
    const vobiz = write(one, { header: one.vobiz, type, name: `${one.name.text()}${OF_VOBIZ}` })
    return { ...getRange(one.node), text: `${plivo},${getGap(file, one.node, ' ')}${vobiz}` }
  })
  const [first] = getNamed(body)
  const gap = first === undefined ? ' ' : getGap(file, first, ' ')
  const lines = parameters.map(({ name, missing }) => `${gap}String ${name.text()} = ${join(name.text(), missing)};`)
  const start = getRange(body).start + 1
  return [...edits, { start, end: start, text: lines.join('') }]
}

/** The line break and indentation in front of a node that begins its line. */
function getGap({ text }: SourceFile, node: Node, otherwise: string): string {
  const { start } = getRange(node)
  const indent = /(?:^|[\r\n])([ \t]*)$/.exec(text.slice(0, start))?.[1]
  return indent === undefined ? otherwise : getLineEnding(text) + indent
}

/** A parameter beside which stands one for Vobiz, and what makes one of them again. */
export function findJoined(file: SourceFile, read: HeaderRead): readonly Edit[] | undefined {
  const method = is(read.node, 'formal_parameter') ? findReceiver(read.node) : undefined
  const body = method && getField(method, 'body')
  const own = readParameter(file, read.node)
  if (method === undefined || body === undefined || own === undefined || own === 'other') return undefined
  const base = own.name.text().slice(0, -OF_PLIVO.length)
  const all = JAVA_NAMES.getParameters(method)
  const beside = all[all.findIndex((one) => isSame(one, read.node)) + 1]
  if (!own.name.text().endsWith(OF_PLIVO) || beside === undefined) return undefined
  if (JAVA_NAMES.getParameterName(beside)?.text() !== `${base}${OF_VOBIZ}`) return undefined
  const wanted = toVobizName(read.literal.written, read.literal.name)
  const local = [...walk(body)].find(
    (node) => is(node, 'variable_declarator') && getField(node, 'name')?.text() === base,
  )
  const statement = local && findAround(local, 'local_variable_declaration')
  const isOurs = local && getField(local, 'value')?.text() === join(base, own.missing)
  if (statement === undefined || isOurs !== true || !namesHeader(LITERALS.getStringValue, beside, wanted))
    return undefined
  const isConstant = !isSame(read.name, read.literal.node)
  const header = isConstant ? own.header.text() : own.vobiz
  const type = own.missing === 'refused' ? 'String' : own.type.text()
  const before = statement.prev()
  return [
    { start: getRange(read.node).start, end: getRange(beside).end, text: write(own, { header, type, name: base }) },
    {
      start: before === null ? getRange(statement).start : getRange(before).end,
      end: getRange(statement).end,
      text: '',
    },
    ...(isConstant ? [{ ...getRange(read.literal.node), text: own.vobiz }] : []),
  ]
}
