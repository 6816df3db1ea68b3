/** Translates PlivoXML to VobizXML and says exactly what could not be kept. */
export { VOICE_XML_ERRORS, VoiceXmlError, type VoiceXmlErrorCode } from './errors.ts'
export { FINDINGS, type Finding, type FindingCode, type FindingText, type Severity } from './findings.ts'
export type { TranslateOptions } from './options.ts'
export { applyEdits, type Edit } from './pass.ts'
export { planTranslation, type Translation, type TranslationPlan, translate } from './translate.ts'
