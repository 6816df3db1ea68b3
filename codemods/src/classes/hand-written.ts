import type { SignatureArgument } from '@plivo-to-vobiz/mappings'
import { getCode } from '../grammar/code.ts'
import type { Call } from '../grammar/facts.ts'
import { getNamed } from '../grammar/nodes.ts'
import { findAround, getField, getRange, is, isSame, isWithin, type Node, walk } from '../grammar/tree.ts'
import { assignRoles, OTHER_SENDERS } from '../signature-calls/hand-written.ts'
import type { HandWritten } from '../signature-calls/language.ts'
import type { SourceFile } from '../source-file.ts'
import type { ClassNames } from './names.ts'
import type { ClassSyntax } from './syntax.ts'

/** The condition of the innermost branch around a node, or the node itself. */
function getCondition(node: Node): Node {
  const branch = findAround(node, 'if_statement')
  return (branch && getField(branch, 'condition')) ?? node
}

/** What a check written by hand looks like in a language. */
export interface HmacStyle {
  readonly syntax: ClassSyntax
  readonly names: ClassNames
  /** The calls that make an HMAC, of whatever algorithm. */
  isHmac(call: Call): boolean
  /** Text that names HMAC-SHA256, and text that encodes in base64. */
  readonly sha256: RegExp
  readonly base64: RegExp
  /** The call that is given the text to sign. */
  readonly sign: RegExp
  /** Calls that only compute. */
  readonly known: RegExp
  readonly types: Readonly<Record<'text' | 'boolean' | 'fields', RegExp>>
  getStringValue(node: Node): string | undefined
}

/** How the engine finds checks written by hand in one language. */
export interface HandWrittenFinder {
  findHmacs(file: SourceFile): readonly Node[]
  findHandWritten(file: SourceFile): readonly HandWritten[]
  isUncalled(file: SourceFile, fn: Node): boolean
}

/**
 * Finds methods that compute HMAC-SHA256 in base64 over a URL, perhaps parameters, and a nonce, compare it with a
 * signature and give back whether it is the same. One that does anything else besides, or whose inputs cannot all be
 * told apart by name and type, is none.
 */
export function createHandWritten(style: HmacStyle): HandWrittenFinder {
  const { syntax, names } = style
  const { facts } = syntax

  const findHmacs = (file: SourceFile): readonly Node[] => {
    if (!/plivo/i.test(file.text) || OTHER_SENDERS.test(file.text)) return []
    return names
      .getCalls(file)
      .filter((call) => style.isHmac(call))
      .map(({ node }) => node)
      .filter((node) => {
        const around = findAround(node, ...syntax.types)?.text() ?? file.text
        return /plivo/i.test(around) && /nonce|signature/i.test(around)
      })
  }

  /** Methods of the file that a method calls, and those that they call. */
  const findParts = (file: SourceFile, fn: Node): readonly Node[] => {
    const found: Node[] = []
    const visit = (from: Node): void => {
      for (const call of names.getCalls(file)) {
        if (!isWithin(getRange(call.node), getRange(from))) continue
        const local = names.findLocalMethod(file, call)
        if (local === undefined || isSame(local, fn) || found.some((one) => isSame(one, local))) continue
        found.push(local)
        visit(local)
      }
      for (const node of [...walk(from)].filter((one) => is(one, 'identifier', 'method_reference'))) {
        const method = names.getMethods(file).find((one) => getField(one, 'name')?.text() === node.text())
        const isHandedOn = is(node.parent(), 'argument') && method !== undefined
        if (isHandedOn && !isSame(method, fn) && !found.some((one) => isSame(one, method))) {
          found.push(method)
          visit(method)
        }
      }
    }
    visit(fn)
    return found
  }

  const readRoles = (fn: Node): Map<SignatureArgument, Node> | undefined => {
    const parameters = names.getParameters(fn).map((node) => ({ node, name: names.getParameterName(node) }))
    const roles = assignRoles(
      parameters.flatMap(({ node, name }) => (name === undefined ? [] : [{ name: name.text(), node }])),
    )
    for (const [role, parameter] of roles ?? []) {
      const type = getField(parameter, 'type')?.text().replaceAll(/\s/g, '') ?? ''
      if (!style.types[role === 'params' ? 'fields' : 'text'].test(type)) return undefined
    }
    return roles
  }

  /** Which inputs of a check a value is made of. */
  const comesFrom = (file: SourceFile, start: Node, fn: Node): ReadonlySet<SignatureArgument> => {
    const roles = readRoles(fn) ?? new Map<SignatureArgument, Node>()
    const found = new Set<SignatureArgument>()
    const seen = new Set<number>()
    const follow = (node: Node): void => {
      if (seen.has(node.id())) return
      seen.add(node.id())
      for (const [role, parameter] of roles) if (isSame(node, parameter)) found.add(role)
      for (const value of names.getOrigins(file, node)?.values ?? []) follow(value)
      for (const child of node.children()) follow(child)
    }
    follow(start)
    return found
  }

  /** The pieces of a text that is put together. */
  const flatten = (file: SourceFile, node: Node): readonly (string | Node)[] => {
    const value = style.getStringValue(node)
    if (value !== undefined) return [value]
    if (is(node, 'parenthesized_expression')) return getNamed(node).flatMap((one) => flatten(file, one))
    const [left, right] = [getField(node, 'left'), getField(node, 'right')]
    const operator = getField(node, 'operator')?.text()
    if (
      is(node, ...facts.joins.kinds) &&
      operator === facts.joins.operator &&
      left !== undefined &&
      right !== undefined
    )
      return [...flatten(file, left), ...flatten(file, right)]
    const call = is(node, ...facts.calls) ? facts.readCall(node) : undefined
    // `text.getBytes(UTF_8)`, `Encoding.UTF8.GetBytes(text)`: the bytes of a text are the text.
    if (call !== undefined && /^getBytes$/i.test(call.name)) {
      const inner = call.arguments.map(({ value: one }) => one).find((one) => !/UTF_?8/i.test(one.text()))
      const text = inner ?? call.receiver
      return text === undefined ? [node] : flatten(file, text)
    }
    const origins = is(node, 'identifier') ? names.getOrigins(file, node) : undefined
    const values = (origins?.values ?? []).filter((one) => !is(one, ...syntax.parameters) || is(one, 'identifier'))
    const [only, ...more] = values
    if (only === undefined || more.length > 0 || is(only, 'identifier')) return [node]
    const inner = flatten(file, only)
    return inner.length > 1 ? inner : [node]
  }

  /** By what stands before the nonce, the version that is signed. */
  const readScheme = (file: SourceFile, fn: Node, all: readonly Node[]): 'v2' | 'v3' | undefined => {
    const signs = names
      .getCalls(file)
      .filter(({ node, name }) => style.sign.test(name) && all.some((one) => isWithin(getRange(node), getRange(one))))
    const [sign, ...more] = signs
    const data = sign?.arguments.at(-1)?.value
    if (data === undefined || more.length > 0) return undefined
    const pieces = flatten(file, data)
    const [joint, nonce] = [pieces.at(-2), pieces.at(-1)]
    if (nonce === undefined || typeof nonce === 'string') return undefined
    const from = comesFrom(file, nonce, fn)
    if (from.size !== 1 || !from.has('nonce')) return undefined
    if (!pieces.some((piece) => typeof piece !== 'string' && comesFrom(file, piece, fn).has('url'))) return undefined
    return typeof joint === 'string' && joint.endsWith('.') ? 'v3' : 'v2'
  }

  /** Whether methods only compute: known calls, and values of their own. */
  const isPure = (file: SourceFile, all: readonly Node[]): boolean => {
    const isInside = (node: Node): boolean => all.some((one) => isWithin(getRange(node), getRange(one)))
    const calls = names.getCalls(file).filter(({ node }) => isInside(node))
    const isKnown = (call: Call): boolean => {
      const local = names.findLocalMethod(file, call)
      return call.isNew || style.known.test(call.name) || (local !== undefined && isInside(local))
    }
    return calls.every(isKnown) && !all.some((one) => [...walk(one)].some((node) => isEffect(file, node, isInside)))
  }
  const isEffect = (file: SourceFile, node: Node, isInside: (node: Node) => boolean): boolean => {
    if (is(node, 'throw_statement')) return findAround(node, 'catch_clause') === undefined
    if (!is(node, 'assignment_expression')) return false
    const target = getField(node, 'left')
    if (target === undefined || is(target, 'array_access', 'element_access_expression')) return target === undefined
    const declared = getCode(file)
      .tree.getNodes('variable_declarator')
      .some((one) => getField(one, 'name')?.text() === target.text() && isInside(one))
    return !declared && !target.text().includes('[')
  }

  const readCheck = (file: SourceFile, fn: Node, hmacs: readonly Node[]): HandWritten | undefined => {
    const body = getField(fn, 'body')
    const type = getField(fn, 'type') ?? getField(fn, 'returns')
    const statements = body === undefined ? [] : getNamed(body)
    const [first, last] = [statements[0], statements.at(-1)]
    if (first === undefined || last === undefined || !style.types.boolean.test(type?.text() ?? '')) return undefined
    const roles = readRoles(fn)
    const parts = findParts(file, fn)
    const all = [fn, ...parts]
    const own = hmacs.filter((node) => all.some((one) => isWithin(getRange(node), getRange(one))))
    const text = all.map((one) => one.text()).join('\n')
    if (roles === undefined || !roles.has('token') || own.length !== 1) return undefined
    if (!style.sha256.test(text) || /sha-?1\b|sha512|md5/i.test(text) || !style.base64.test(text)) return undefined
    const [hmac] = own
    const scheme = readScheme(file, fn, all)
    if (hmac === undefined || scheme === undefined || !isPure(file, all)) return undefined
    if ((scheme === 'v3') !== roles.has('params') || (scheme === 'v2' && roles.has('method'))) return undefined
    if (!givesComparison(file, fn)) return undefined
    return { function: fn, replaced: { start: getRange(first).start, end: getRange(last).end }, scheme, roles, parts }
  }
  /** Whether it never says yes without looking at the signature. */
  const givesComparison = (file: SourceFile, fn: Node): boolean => {
    const returned = [...walk(fn)]
      .filter(
        (node) => is(node, 'return_statement') && isSame(findAround(node, ...syntax.methods, ...syntax.lambdas), fn),
      )
      .flatMap((node) => getNamed(node))
    const open = returned.filter((node) => node.text() !== 'false')
    const decides = (node: Node): boolean => comesFrom(file, node, fn).has('signature')
    return open.length > 0 && open.every((node) => decides(node.text() === 'true' ? getCondition(node) : node))
  }

  return {
    findHmacs,
    findHandWritten(file) {
      const hmacs = findHmacs(file)
      if (hmacs.length === 0) return []
      return names.getMethods(file).flatMap((fn) => readCheck(file, fn, hmacs) ?? [])
    },
    isUncalled(file, fn) {
      const name = getField(fn, 'name')?.text()
      return is(fn, ...syntax.methods) && !names.getCalls(file).some((call) => call.name === name)
    },
  }
}
