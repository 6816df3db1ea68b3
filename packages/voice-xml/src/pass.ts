import { FINDINGS, type Finding, type FindingCode } from './findings.ts'
import type { TranslateOptions } from './options.ts'
import { createLocate } from './position.ts'
import type { AttributeNode, ElementNode } from './tree.ts'

/** Replacement of a range of the source. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

interface Report {
  readonly code: FindingCode
  readonly offset: number
  readonly element: string
  readonly attribute: string | undefined
  readonly detail: string
}

/** What one walk over a document gathers: edits in rising order, and findings in the order they were met. */
export class Pass {
  readonly source: string
  readonly options: TranslateOptions
  readonly edits: Edit[] = []
  readonly #reports: Report[] = []

  constructor(source: string, options: TranslateOptions) {
    this.source = source
    this.options = options
  }

  /** Replaces a range; ranges must come in rising order. */
  edit(start: number, end: number, text: string): void {
    if (start !== end || text !== '') this.edits.push({ start, end, text })
  }

  /** Reports about an element, or about one attribute of it. `detail` must hold nothing private. */
  report(
    code: FindingCode,
    element: ElementNode,
    about: { attribute?: string; at?: AttributeNode | number; detail?: string } = {},
  ): void {
    const { attribute, at = element.start, detail = '' } = about
    this.#reports.push({
      code,
      offset: typeof at === 'number' ? at : at.start,
      element: element.name,
      attribute: attribute ?? (typeof at === 'number' ? undefined : at.name),
      detail,
    })
  }

  /** The findings, with their places. */
  toFindings(): Finding[] {
    const locate = createLocate(this.source)
    return this.#reports.map((report) => toFinding(report, locate(report.offset)))
  }
}

function toFinding({ code, element, attribute, detail }: Report, place: { line: number; column: number }): Finding {
  const { severity, text, hint } = FINDINGS[code]
  const message = `${text}${detail && ` (${detail})`}. ${hint}`
  return {
    code,
    severity,
    message,
    element,
    ...(attribute === undefined ? {} : { attribute }),
    line: place.line,
    column: place.column,
  }
}

/** Applies edits, which must be in rising order and apart from each other; the text itself when there are none. */
export function applyEdits(source: string, edits: readonly Edit[]): string {
  if (edits.length === 0) return source
  const parts: string[] = []
  let at = 0
  for (const { start, end, text } of edits) {
    parts.push(source.slice(at, start), text)
    at = end
  }
  parts.push(source.slice(at))
  return parts.join('')
}
