import { HOSTS, SIGNATURE_HELPERS, type SignatureHelperRow } from '@plivo-to-vobiz/mappings'
import type { MentionReason } from '../mention-reasons.ts'
import { COUNTERPARTS } from '../settings/counterparts.ts'
import { VERIFIER_MARKER } from '../verifier-marker.ts'
import type { Code } from './code.ts'
import type { Import } from './facts.ts'
import { getSdkNames } from './sdk.ts'
import { findAround, findInnermost, getRange, is, type Node } from './tree.ts'

const HELPERS: readonly SignatureHelperRow[] = SIGNATURE_HELPERS
const SETTING = /^[A-Z0-9_]*PLIVO_[A-Z0-9_]+$/
const VENDOR_HOSTS: readonly string[] = [HOSTS.plivoApi, ...HOSTS.plivoSip]

/**
 * Why the provider's name at an offset of code is of no consequence; `undefined` when nothing says so. Asked only for
 * places that no transform reported.
 */
export function explainMention(code: Code, offset: number): MentionReason | undefined {
  const { file, facts, tree } = code
  if (file.text.includes(VERIFIER_MARKER)) return 'ours'
  const node = findInnermost(tree.root, offset)
  if (isOf(node, facts.comments)) return 'comment'
  const imported = facts.getImports(tree).find(({ node: one }) => isInside(offset, one))
  if (imported !== undefined) return explainImport(code, imported)
  if (is(node, ...facts.names)) return explainName(code, node)
  if (is(node, 'text')) return 'text'
  return isOf(node, facts.strings) ? explainText(code, node.text()) : undefined
}

const isOf = (node: Node, kinds: readonly string[]): boolean =>
  is(node, ...kinds) || findAround(node, ...kinds) !== undefined

function isInside(offset: number, node: Node): boolean {
  const { start, end } = getRange(node)
  return start <= offset && offset < end
}

/** What is not the SDK is a module of the application, or of a package that wraps it, as its name then says. */
function explainImport({ facts }: Code, { path, node }: Import): MentionReason | undefined {
  if (node.text().startsWith('require_relative')) return 'local-module'
  // Only the paths of Go start with where a package is kept.
  const names = path.split(/[/.\\:]+/).slice(0, facts.grammar === 'go' ? undefined : 1)
  return names.some((name) => /^plivo[-_]\w|^plivo$/i.test(name)) && !isOwnFolder(path) ? undefined : 'local-module'
}

/** `example.com/shop/plivo`: a package of the application that is called Plivo. */
const isOwnFolder = (path: string): boolean => /[/.]/.test(path) && /(?:^|\/)plivo$/i.test(path)

/** A call of a signature helper that no transform reported is for a person. */
function explainName(code: Code, node: Node): MentionReason | undefined {
  const name = node.text()
  if (COUNTERPARTS.has(name) || SETTING.test(name)) return 'environment'
  if (getSdkNames(code.file).resolve(node).length === 0) return 'name'
  const around = [node, ...node.ancestors()].find((one) => is(one, ...code.facts.calls))
  const call = around && code.facts.readCall(around)
  const isHelper =
    call !== undefined && HELPERS.some((row) => row.language === code.facts.sdk && row.name === call.name)
  return isHelper ? undefined : 'sdk'
}

function explainText({ file }: Code, text: string): MentionReason | undefined {
  if (VENDOR_HOSTS.some((host) => text.includes(host))) return undefined
  // A header bound by a tag, an annotation or a route schema that no transform knows is for a person.
  if (/x[-_]plivo[-_](?:ma[-_])?signature/i.test(text))
    return /x[-_]vobiz[-_](?:ma[-_])?signature/i.test(file.text) ? 'ours' : undefined
  if (/\bplivo\.com\b/i.test(text)) return 'link'
  if (SETTING.test(text)) return 'environment'
  if (/\s/.test(text.trim())) return 'text'
  return /[/.:\\]/.test(text) ? 'path' : 'label'
}
