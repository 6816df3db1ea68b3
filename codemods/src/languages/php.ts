import { createLanguage } from '../grammar/language.ts'
import type { Language } from '../language.ts'

/** PHP with the markup around it, read by the parser of ast-grep. */
export const php: Language = createLanguage('php', { '.php': 'php', '.phtml': 'php', '.inc': 'php' })
