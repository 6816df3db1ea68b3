import { createLanguage } from '../grammar/language.ts'
import type { Language } from '../language.ts'

/** C#, read by the parser of ast-grep. */
export const csharp: Language = createLanguage('csharp', { '.cs': 'csharp', '.csx': 'csharp' })
