import { getRange, isSame, isWithin, type Node } from '../grammar/tree.ts'
import type { SourceFile } from '../source-file.ts'
import type { Edit, Target } from '../touchpoint.ts'
import { findHeaderName, toVobizName } from './header-names.ts'
import type { HeaderLiteral, HeaderRead, SignatureLanguage } from './language.ts'

/** Every string of a file that names one of Plivo's signature headers, in source order. */
export function findHeaderLiterals(file: SourceFile, language: SignatureLanguage): readonly HeaderLiteral[] {
  return language.getStrings(file).flatMap((node) => {
    const written = language.getStringValue(node)
    const name = written === undefined ? undefined : findHeaderName(written)
    return written === undefined || name === undefined ? [] : [{ node, written, name }]
  })
}

/** Every read of such a header, through constants of the same file too. */
export function findHeaderReads(
  file: SourceFile,
  language: SignatureLanguage,
  literals: readonly HeaderLiteral[],
): readonly HeaderRead[] {
  return literals
    .flatMap((literal) => {
      const names = language.getNamings(file, literal.node)
      const reads = names.flatMap((name) => language.toRead(file, literal, name) ?? [])
      // A constant that is also used for something else cannot be renamed surely.
      const isShared = reads.length < names.length && !names.some((name) => isSame(name, literal.node))
      return isShared ? reads.map((read) => ({ ...read, isStuck: true })) : reads
    })
    .sort((a, b) => getRange(a.node).start - getRange(b.node).start)
}

/** The edits that let one header read serve the target. */
export function getReadEdits(
  read: HeaderRead,
  {
    file,
    language,
    target,
  }: { readonly file: SourceFile; readonly language: SignatureLanguage; readonly target: Target },
): readonly Edit[] {
  const { literal } = read
  const vobiz = language.quoteLike(literal.node, toVobizName(literal.written, literal.name))
  if (target === 'both') return language.joinReads(read, vobiz, file)
  return language.renameRead?.(read, vobiz) ?? [{ ...getRange(literal.node), text: vobiz }]
}

/** A header read that serves both providers already: the code of the cut-over that this engine writes. */
export interface CutOverRead {
  readonly read: HeaderRead
  readonly whole: Node
  /** What to do for Vobiz alone. */
  readonly edits: readonly Edit[]
}

/** Finds reads beside which the same read of Vobiz's header stands. */
export function findCutOverReads(
  file: SourceFile,
  language: SignatureLanguage,
  reads: readonly HeaderRead[],
): readonly CutOverRead[] {
  return reads.flatMap((read) => {
    const joined = language.findJoined?.(file, read)
    if (joined !== undefined) return [{ read, whole: read.node, edits: joined }]
    const partner = language.findPartner(read)
    if (partner === undefined) return []
    const { whole, right, text: alone = right.text() } = partner
    const isConstant = !isSame(read.name, read.literal.node)
    const vobiz = language.quoteLike(read.literal.node, toVobizName(read.literal.written, read.literal.name))
    const text = isConstant ? alone.replace(vobiz, read.name.text()) : alone
    const rename: readonly Edit[] = isConstant ? [{ ...getRange(read.literal.node), text: vobiz }] : []
    return [{ read, whole, edits: [{ ...getRange(whole), text }, ...rename] }]
  })
}

/** Whether an expression is written around a name. */
export const namesHeader = (getStringValue: SignatureLanguage['getStringValue'], node: Node, wanted: string): boolean =>
  getStringValue(node)?.toLowerCase() === wanted.toLowerCase() ||
  node.children().some((child) => namesHeader(getStringValue, child, wanted))

/** Replaces a part of a node's text. */
export function replaceIn(node: Node, part: Node, text: string): string {
  const { start } = getRange(node)
  const { start: from, end: to } = getRange(part)
  return node.text().slice(0, from - start) + text + node.text().slice(to - start)
}

/** Whether a node is inside one of others. */
export const isInside = (node: Node, others: readonly Node[]): boolean =>
  others.some((one) => isWithin(getRange(node), getRange(one)))
