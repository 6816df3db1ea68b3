import { createLanguage } from '../grammar/language.ts'
import type { Language } from '../language.ts'

/** Java, read by the parser of ast-grep. */
export const java: Language = createLanguage('java', { '.java': 'java' })
