import { type Finding, lint, translate, VoiceXmlError } from '@plivo-to-vobiz/voice-xml'
import { diffWordsWithSpace } from 'diff'

/** A stretch of the result, and whether the source has it. */
export interface Part {
  readonly text: string
  readonly isNew: boolean
}

/** What becomes of a document. */
export interface Conversion {
  readonly xml?: string
  readonly parts?: readonly Part[]
  readonly findings: readonly Finding[]
  readonly error?: VoiceXmlError
}

/** Translates PlivoXML, or checks VobizXML; never throws. */
export function convert(source: string, dialect: 'plivo' | 'vobiz'): Conversion {
  try {
    if (dialect === 'vobiz') return { findings: lint(source, 'vobiz') }
    const { xml, findings } = translate(source)
    return { xml, findings, parts: toParts(source, xml) }
  } catch (error) {
    if (error instanceof VoiceXmlError) return { findings: [], error }
    throw error
  }
}

const toParts = (before: string, after: string): readonly Part[] =>
  diffWordsWithSpace(before, after)
    .filter(({ removed }) => !removed)
    .map(({ value, added }) => ({ text: value, isNew: added === true }))
