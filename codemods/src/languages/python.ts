import type { Language } from '../language.ts'
import { explainMention } from '../python/explain.ts'
import { arrange } from '../python/layout/arrange.ts'
import { findSyntaxProblem } from '../python/parse.ts'

/** Python 3, read by the parser of ast-grep. */
export const python: Language = {
  names: ['python'],
  extensions: { '.py': 'python', '.pyw': 'python' },
  findSyntaxProblem,
  explainMention,
  arrange,
}
