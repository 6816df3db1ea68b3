import type { Edit } from './edits.ts'
import { FINDINGS, type Finding, type FindingCode } from './findings.ts'
import type { TranslateOptions } from './options.ts'
import { createLocate, type Position } from './position.ts'
import type { AttributeNode, ElementNode } from './tree.ts'

/** Where in an element a finding belongs, and what to add to its text. `detail` must hold nothing private. */
export interface About {
  /** Name to report; the attribute's own when `at` is one. */
  readonly attribute?: string
  /** The attribute, or an offset; the element when absent. */
  readonly at?: AttributeNode | number
  readonly detail?: string
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
  /** Choices of a translation; absent in a lint, which changes nothing. */
  readonly options: TranslateOptions | undefined
  readonly edits: Edit[] = []
  readonly #reports: Report[] = []

  constructor(source: string, options?: TranslateOptions) {
    this.source = source
    this.options = options
  }

  /** Replaces a range; ranges must come in rising order. */
  edit(start: number, end: number, text: string): void {
    if (start !== end || text !== '') this.edits.push({ start, end, text })
  }

  /** Reports about an element, or about one attribute of it. */
  report(code: FindingCode, element: ElementNode, { attribute, at = element.start, detail = '' }: About = {}): void {
    const isOffset = typeof at === 'number'
    const offset = isOffset ? at : at.start
    this.#reports.push({ code, offset, element: element.name, attribute: isOffset ? attribute : at.name, detail })
  }

  /** The findings, with their places. */
  toFindings(): Finding[] {
    const locate = createLocate(this.source)
    const translated = this.options !== undefined
    return this.#reports.map((report) => toFinding(report, locate(report.offset), translated))
  }
}

function toFinding({ code, element, attribute, detail }: Report, place: Position, translated: boolean): Finding {
  const { severity, text, effect, hint } = FINDINGS[code]
  const done = translated && effect !== undefined ? `; ${effect}` : ''
  const subject = attribute === undefined ? element : `${element} ${attribute}`
  return {
    code,
    severity,
    message: `${subject}: ${text}${done}${detail && ` (${detail})`}. ${hint}`,
    element,
    ...(attribute === undefined ? {} : { attribute }),
    line: place.line,
    column: place.column,
  }
}
