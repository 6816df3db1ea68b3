/** Translates PlivoXML to VobizXML and says exactly what could not be kept. */
export type { Dialect } from './dialect.ts'
export { applyEdits, type Edit } from './edits.ts'
export { VOICE_XML_ERRORS, VoiceXmlError, type VoiceXmlErrorCode } from './errors.ts'
export { FINDINGS, type Finding, type FindingCode, type FindingText, type Severity } from './findings.ts'
export { fromBuilder, type VoiceReply } from './from-builder.ts'
export { type LintOptions, lint } from './lint.ts'
export type { TranslateOptions } from './options.ts'
export { planTranslation, type Translation, type TranslationPlan, translate } from './translate.ts'
