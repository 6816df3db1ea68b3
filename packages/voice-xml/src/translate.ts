import { applyEdits, type Edit } from './edits.ts'
import type { Finding } from './findings.ts'
import type { EmulatedInputs } from './input/emulation.ts'
import { toEmulatedInputs } from './input/to-emulated.ts'
import type { TranslateOptions } from './options.ts'
import { Pass } from './pass.ts'
import { findStart } from './prolog.ts'
import { requireResponse } from './require-response.ts'
import { scan } from './scan.ts'
import { reportSize } from './size.ts'
import { translateRoot } from './translate-element.ts'
import { isVobizDocument } from './vobiz-document.ts'

/** A translated document and what there is to say about it. */
export interface Translation {
  readonly xml: string
  readonly findings: Finding[]
  /** With `emulateInput`: the input elements that are to be emulated, when there are any. */
  readonly emulated?: EmulatedInputs
}

/** A translation as replacements of ranges of the source, in rising order. */
export interface TranslationPlan {
  readonly edits: readonly Edit[]
  readonly findings: Finding[]
  readonly emulated?: EmulatedInputs
}

/**
 * Translates a PlivoXML document to VobizXML. Elements and attributes are renamed, values brought into Vobiz's
 * ranges, Plivo defaults that differ written out; what cannot be kept is removed and reported. Everything else comes
 * back byte for byte, and so does a document that is VobizXML already. Translating twice changes nothing.
 *
 * Throws {@link VoiceXmlError} when the document is malformed, over a limit, or no Response.
 *
 * @example
 * translate('<Response><GetDigits action="https://a.example/menu" numDigits="1"/></Response>').xml
 * // <Response><Gather action="https://a.example/menu" numDigits="1" inputType="dtmf" executionTimeout="5" digitEndTimeout="2"/></Response>
 */
export function translate(xml: string, options: TranslateOptions = {}): Translation {
  const { edits, ...rest } = planTranslation(xml, options)
  return { xml: applyEdits(xml, edits), ...rest }
}

/**
 * As {@link translate}, but gives the edits: for a document that stands inside another text, such as a string literal
 * whose quoting and expressions must stay.
 */
export function planTranslation(xml: string, options: TranslateOptions = {}): TranslationPlan {
  const document = scan(xml, options)
  const { leadingSpace, declared, roots } = document
  if (options.fragment !== true) requireResponse(document)
  if (isVobizDocument(roots)) return { edits: [], findings: [] }
  const pass = new Pass(xml, options)
  if (leadingSpace !== undefined) pass.edit(leadingSpace[0], leadingSpace[1], '')
  if (options.declaration === 'add' && !declared) pass.edit(findStart(xml), findStart(xml), DECLARATION)
  for (const root of roots) translateRoot(pass, root)
  reportSize(pass, roots)
  const emulated = toEmulatedInputs(pass, roots[0])
  return { edits: pass.edits, findings: pass.findings, ...(emulated && { emulated }) }
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
