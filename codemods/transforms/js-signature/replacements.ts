import type { Node } from '@babel/types'
import { findDeadCode } from '../../src/javascript/dead-code.ts'
import { removeLine } from '../../src/javascript/imports.ts'
import { getRange, getText, getTree, type Tree } from '../../src/javascript/tree.ts'
import { oncePerFile } from '../../src/language.ts'
import { getLineEnding } from '../../src/positions.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Edit, Range } from '../../src/touchpoint.ts'
import { type InlineCheck, readInlineChecks } from './inline-check.ts'
import { findLastLoad } from './last-load.ts'
import { findReplacedChecks, type HandWrittenCheck } from './recognise-check.ts'

/** A check of the application's own that becomes a call of the helper. */
export interface Replacement {
  readonly range: Range
  readonly scheme: 'v2' | 'v3'
  /** Where the report points. */
  readonly noteRange: Range
  /** The edits, the helper under the name the file gives it. */
  readonly toEdits: (local: string) => readonly Edit[]
  /** What is no longer there. */
  readonly gone: readonly Range[]
}

/** Text that has to be in a file for a check to be written by hand in it. */
export const HASHES: RegExp = /hmac|subtle/i

/** The checks of a file that are replaced: as a whole where a function does nothing else, else the comparison alone. */
export const findReplacements: (file: SourceFile) => readonly Replacement[] = oncePerFile((file) => {
  const tree = getTree(file)
  if (findLastLoad(tree) === undefined && !isModule(tree)) return []
  const whole = findReplacedChecks(file)
  const inline = readInlineChecks(file).flatMap((one) => ('comparison' in one ? [one] : []))
  const isInside = ({ digest }: InlineCheck): boolean =>
    whole.some(
      ({ body }) =>
        getRange(digest.node).start >= getRange(body).start && getRange(digest.node).end <= getRange(body).end,
    )
  return [
    ...whole.map((check) => replaceBody(tree, check)),
    ...inline.filter((one) => !isInside(one)).map((check) => replaceComparison(tree, check)),
  ]
})

const isModule = (tree: Tree): boolean => tree.root.program.body.some(({ type }) => type.startsWith('Export'))

interface Arguments {
  readonly scheme: 'v2' | 'v3'
  readonly url: string
  readonly nonce: string
  readonly signature: string
  readonly token: string
  readonly method: string | undefined
  readonly params: string | undefined
}

/** The helper's call in the SDK's order of arguments. */
function toCall({ scheme, url, nonce, signature, token, method, params }: Arguments, local: string): string {
  const given =
    scheme === 'v2'
      ? [url, nonce, signature, token]
      : [
          method ?? (params === undefined ? "'GET'" : "'POST'"),
          url,
          nonce,
          token,
          signature,
          ...(params ? [params] : []),
        ]
  return `${local}(${given.join(', ')})`
}

function replaceBody(tree: Tree, check: HandWrittenCheck): Replacement {
  const { body } = check
  const { start, end } = getRange(body)
  const [first] = body.body
  const ending = getLineEnding(tree.text)
  const line = (at: number): string =>
    /^[ \t]*/.exec(tree.text.slice(tree.text.lastIndexOf('\n', at - 1) + 1))?.[0] ?? ''
  const inner = first === undefined ? line(start) : line(getRange(first).start)
  const semicolon = body.body.some((statement) => getText(tree, statement).endsWith(';')) ? ';' : ''
  const range = getRange(check.function)
  const given = { ...check, nonce: check.nonce.text, signature: check.signature.text }
  return {
    range,
    scheme: check.scheme,
    noteRange: { start: range.start, end: start },
    gone: [getRange(body)],
    toEdits: (local) => [
      {
        start: start + 1,
        end: end - 1,
        text: `${ending}${inner}return ${toCall(given, local)}${semicolon}${ending}${line(end)}`,
      },
    ],
  }
}

/** The comparison becomes the call, and what was only computed for it goes. */
function replaceComparison(tree: Tree, check: InlineCheck): Replacement {
  const { comparison } = check
  const range = getRange(comparison.node)
  const own = [range, ...comparison.lengthChecks.map(getRange)]
  const names = new Set(toCall(check, '').match(/[\w$]+/g) ?? [])
  const dead = findDeadCode(tree, own, { kept: names, computing: check.digest.node })
  return {
    range,
    scheme: check.scheme,
    noteRange: range,
    gone: [...own, ...dead.map(getRange)],
    toEdits: (local) => [
      { ...range, text: `${comparison.isNegated ? '!' : ''}${toCall(check, local)}` },
      ...[...comparison.lengthChecks, ...dead].map((statement) => removeStatement(tree, statement)),
    ],
  }
}

/** A statement with its line, and one of the blank lines it stands between. */
function removeStatement(tree: Tree, statement: Node): Edit {
  const edit = removeLine(tree, statement)
  const isApart = edit.start === 0 || /\r?\n[ \t]*\r?\n$/.test(tree.text.slice(0, edit.start))
  const blank = isApart ? /^[ \t]*\r?\n/.exec(tree.text.slice(edit.end)) : null
  return { ...edit, end: edit.end + (blank?.[0].length ?? 0) }
}
