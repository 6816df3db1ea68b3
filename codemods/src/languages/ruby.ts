import { createLanguage } from '../grammar/language.ts'
import type { Language } from '../language.ts'

/** Ruby and the files that are Ruby under a name of their own, read by the parser of ast-grep. */
export const ruby: Language = createLanguage('ruby', {
  '.rb': 'ruby',
  '.rake': 'ruby',
  '.ru': 'ruby',
  '.gemspec': 'ruby',
})
