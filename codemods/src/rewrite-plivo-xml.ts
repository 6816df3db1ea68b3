import { planTranslation, type TranslationPlan, VoiceXmlError } from '@plivo-to-vobiz/voice-xml'
import type { FindingCode } from './findings.ts'
import type { Edit, Note, Target } from './touchpoint.ts'
import type { Rewrite } from './transform.ts'

/** PlivoXML somewhere in a file, and what is particular to where it stands. */
export interface FoundXml {
  readonly text: string
  /** Whether it is a part of a document. */
  readonly isFragment: boolean
  /** Whether it is surely PlivoXML. */
  readonly isSure: boolean
  /** Whether a test holds it: tests are left as they are. */
  readonly isInTest: boolean
  /** Codes of what is said of it there. */
  readonly codes: {
    readonly unparsed: FindingCode
    readonly atRunTime: FindingCode
    /** An edit has no place in the file. */
    readonly unplaced: FindingCode
  }
  /** Moves edits of the text into the file; `undefined` when one has no place there. */
  readonly place: (edits: readonly Edit[]) => readonly Edit[] | undefined
}

const NOTHING: Rewrite = { edits: [], notes: [] }

/** Reports what differs on Vobiz, and for Vobiz alone translates in place. */
export function rewritePlivoXml(found: FoundXml, target: Target): Rewrite {
  const plan = tryPlan(found)
  if (typeof plan === 'string') return { task: { code: found.codes.unparsed, args: { reason: plan } } }
  const { edits, findings } = plan
  const serious = findings.filter(({ severity }) => severity !== 'info')
  if (edits.length === 0 && serious.length === 0) return NOTHING
  const codes = listCodes(findings)
  const lost = findings.filter(({ severity }) => severity === 'error')
  if (!found.isSure) return { task: { code: 'xml-literal-ambiguous', args: { codes } } }
  if (found.isInTest) return target === 'both' ? NOTHING : { task: { code: 'xml-literal-in-test' } }
  if (lost.length > 0) return { task: { code: 'xml-literal-lost', args: { codes: listCodes(lost) } } }
  if (target === 'both')
    return { edits: [], notes: [{ code: found.codes.atRunTime, args: { codes: codes || 'none' } }] }
  const placed = found.place(edits)
  if (placed === undefined) return { task: { code: found.codes.unplaced } }
  const note: Note =
    serious.length > 0 ? { code: 'xml-literal-review', args: { codes } } : { code: 'xml-literal-translated' }
  return { edits: placed, notes: [note] }
}

const listCodes = (findings: TranslationPlan['findings']): string =>
  [...new Set(findings.map(({ code }) => code))].sort().join(', ')

function tryPlan({ text, isFragment }: FoundXml): TranslationPlan | string {
  try {
    return planTranslation(text, { fragment: isFragment })
  } catch (error) {
    if (error instanceof VoiceXmlError) return error.message
    throw error
  }
}
