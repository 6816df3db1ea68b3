import { GO } from '../../src/grammar/go.ts'
import { getNamed } from '../../src/grammar/nodes.ts'
import { getField, is, type Node } from '../../src/grammar/tree.ts'
import { COUNTERPARTS, VOBIZ_TOKEN } from '../../src/settings/counterparts.ts'
import type { VobizToken } from '../../src/signature-calls/language.ts'
import type { SourceFile } from '../../src/source-file.ts'
import { getOrigins } from './names.ts'
import { getGoTree, getStringValue, quoteLike } from './tree.ts'

/** Name of package os in a file. */
const getOs = (file: SourceFile): string =>
  GO.getImports(getGoTree(file)).find(({ path, isWildcard }) => path === 'os' && !isWildcard)?.local ?? 'os'

/** Whether an expression reads the environment by package os, which has to be imported then. */
export const needsOs = (file: SourceFile, text: string): boolean => text.startsWith(`${getOs(file)}.Getenv(`)

/** Writes the read of Vobiz's token as the author reads Plivo's; a token from elsewhere becomes a read of the environment. */
export function toVobizToken(file: SourceFile, token: Node): VobizToken {
  const read = findRead(file, token, new Set())
  return read === undefined
    ? { text: `${getOs(file)}.Getenv(${JSON.stringify(VOBIZ_TOKEN)})`, code: 'signature-token-source' }
    : { text: read }
}

function findRead(file: SourceFile, node: Node, seen: Set<number>): string | undefined {
  if (seen.has(node.id())) return undefined
  seen.add(node.id())
  const call = GO.readCall(node)
  const [first, ...rest] = call?.arguments ?? []
  const name = first && COUNTERPARTS.get(getStringValue(first.value) ?? '')
  if (call !== undefined && first !== undefined && name !== undefined && rest.length === 0) {
    const isKnown = GO.environment.calls.some((one) => one.name === call.name) && call.name !== 'LookupEnv'
    return isKnown ? `${getField(node, 'function')?.text()}(${quoteLike(first.value, name)})` : undefined
  }
  const origins = getOrigins(file, node)
  const [only, ...more] = origins?.values ?? []
  return only === undefined || more.length > 0 || origins?.isOpen === true ? undefined : findRead(file, only, seen)
}

/** Both tokens as the helper takes them. */
export const pairTokens = (alias: string, plivo: string, vobiz: string): string =>
  `${alias}.Tokens{Plivo: []string{${plivo}}, Vobiz: []string{${vobiz}}}`

/** Vobiz's token alone as the helper takes it. */
export const wrapToken = (alias: string, vobiz: string): string => `${alias}.Tokens{Vobiz: []string{${vobiz}}}`

/** Vobiz's token of both; `undefined` for another expression, `null` where there is none or more than one. */
export function findPairedToken(node: Node): Node | null | undefined {
  if (!is(node, 'composite_literal') || !/(?:^|\.)Tokens$/.test(getField(node, 'type')?.text() ?? '')) return undefined
  const body = getField(node, 'body')
  const entries = body === undefined ? [] : getNamed(body).flatMap((one) => GO.readAssignment(one))
  if (!entries.some(({ target }) => target.text() === 'Plivo')) return undefined
  const list = entries.find(({ target }) => target.text() === 'Vobiz')?.value
  const inner = list === undefined ? undefined : getField(list, 'body')
  const [only, ...more] = inner === undefined ? [] : getNamed(inner)
  if (only === undefined || more.length > 0) return null
  return is(only, 'literal_element') ? (getNamed(only)[0] ?? only) : only
}
