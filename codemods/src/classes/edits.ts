import { getCode } from '../grammar/code.ts'
import type { Import } from '../grammar/facts.ts'
import { getRange, isWithin } from '../grammar/tree.ts'
import type { SourceFile } from '../source-file.ts'
import type { Edit, Range } from '../touchpoint.ts'

/** Every import of a file, in source order. */
export function getImports(file: SourceFile): readonly Import[] {
  const { facts, tree } = getCode(file)
  return facts.getImports(tree)
}

/** Takes away the lines of a statement or member, with the blank line that only it kept apart from the next. */
export function removeLines({ text }: SourceFile, node: Range): Edit {
  const start = text.lastIndexOf('\n', node.start - 1) + 1
  const rest = /^[^\r\n]*(?:\r\n|\n|\r|$)/.exec(text.slice(node.end))?.[0] ?? ''
  let end = node.end + rest.length
  const blank = /^[ \t]*(?:\r\n|\n)/.exec(text.slice(end))?.[0]
  const isAfterBlank = /(?:^|\n)[ \t]*(?:\r\n|\n)$/.test(text.slice(0, start)) || start === 0
  const isAfterBrace = /\{[ \t]*(?:\r\n|\n)$/.test(text.slice(0, start))
  if (blank !== undefined && (isAfterBlank || isAfterBrace)) end += blank.length
  return { start, end, text: '' }
}

/**
 * Whether names are used in a file outside some ranges, its imports and its texts; comments count, since documentation
 * links to what it names.
 */
export function isUsedOutside(file: SourceFile, names: readonly string[], gone: readonly Range[]): boolean {
  const imports = getImports(file).map(({ node }) => getRange(node))
  const out = [...gone, ...imports, ...getPlainTexts(file)]
  return names.some((name) =>
    [...file.text.matchAll(new RegExp(`\\b${name}\\b`, 'g'))].some(
      ({ index }) => !out.some((range) => isWithin({ start: index, end: index + name.length }, range)),
    ),
  )
}

/** Strings without code inside. */
function getPlainTexts(file: SourceFile): readonly Range[] {
  const { facts, tree } = getCode(file)
  return facts.strings
    .flatMap((kind) => tree.getNodes(kind))
    .filter((node) => facts.readLiteral(node, { root: node, text: '', getNodes: () => [] })?.holes.length === 0)
    .map(getRange)
}

/** Whether nothing but the ranges uses the names, and at least one of the ranges does. */
export const isFreed = (file: SourceFile, names: readonly string[], gone: readonly Range[]): boolean =>
  names.some((name) => gone.some(({ start, end }) => new RegExp(`\\b${name}\\b`).test(file.text.slice(start, end)))) &&
  !isUsedOutside(file, names, gone)
