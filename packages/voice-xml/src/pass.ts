import type { Edit } from './edits.ts'
import { type Finding, type FindingCode, mapFindings, type Severity } from './findings.ts'
import type { EmulatedInput } from './input/emulation.ts'
import type { InputPlan } from './input/plan.ts'
import type { TranslateOptions } from './options.ts'
import { Locator } from './position.ts'
import type { AttributeNode, ElementNode } from './tree.ts'

/** Where in an element a finding belongs, and what to add to its text. `detail` must hold nothing private. */
export interface About {
  /** Name to report; the attribute's own when `at` is one. */
  readonly attribute?: string
  /** The attribute, or an offset; the element when absent. */
  readonly at?: AttributeNode | number
  readonly detail?: string | undefined
}

/** What one walk over a document gathers: edits in rising order, and findings in the order they were met. */
export class Pass {
  readonly source: string
  /** Choices of a translation; absent in a lint, which changes nothing. */
  readonly options: TranslateOptions | undefined
  readonly edits: Edit[] = []
  readonly findings: Finding[] = []
  /** The input element being translated for emulation, and how many tries were written before it. */
  input: InputPlan | undefined
  attempts = 0
  /** Those that were; `ends` count from the start of the edit that writes them. */
  readonly inputs: (EmulatedInput & { readonly edit: number })[] = []
  readonly #words: Words
  readonly #locator: Locator

  constructor(source: string, options?: TranslateOptions) {
    this.source = source
    this.options = options
    this.#words = options === undefined ? LINT_WORDS : TRANSLATION_WORDS
    this.#locator = new Locator(source)
  }

  /** Replaces a range; ranges must come in rising order. */
  edit(start: number, end: number, text: string): void {
    if (start !== end || text !== '') this.edits.push({ start, end, text })
  }

  /** Reports about an element, or about one attribute of it. */
  report(code: FindingCode, { name: element, start }: ElementNode, about: About = NOTHING): void {
    const { at, detail } = about
    const attribute = typeof at === 'object' ? at.name : about.attribute
    const offset = typeof at === 'object' ? at.start : (at ?? start)
    const line = this.#locator.lineOf(offset)
    const column = this.#locator.columnOf(offset, line)
    const { severity, front, back } = this.#words[code]
    const end = detail === undefined ? back : ` (${detail})${back}`
    this.findings.push(
      attribute === undefined
        ? { code, severity, message: element + front + end, element, line, column }
        : { code, severity, message: `${element} ${attribute}${front}${end}`, element, attribute, line, column },
    )
  }
}

const NOTHING: About = {}

/** Severity and the fixed parts of a message, in front of the detail and behind it. */
type Words = Readonly<
  Record<FindingCode, { readonly severity: Severity; readonly front: string; readonly back: string }>
>

const toWords = (translated: boolean): Words =>
  mapFindings(({ severity, text, effect, hint }) => ({
    severity,
    front: `: ${text}${translated && effect !== undefined ? `; ${effect}` : ''}`,
    back: `. ${hint}`,
  }))

const LINT_WORDS = toWords(false)
const TRANSLATION_WORDS = toWords(true)
