import { createLanguage } from '../grammar/language.ts'
import type { Language } from '../language.ts'

/** Go, read by the parser of ast-grep. */
export const go: Language = createLanguage('go', { '.go': 'go' })
