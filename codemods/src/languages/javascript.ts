import { explainMention } from '../javascript/explain.ts'
import { findSyntaxProblem } from '../javascript/parse.ts'
import type { Language } from '../language.ts'

/** JavaScript and TypeScript, JSX included, read by the parser of jscodeshift. */
export const javascript: Language = {
  names: ['javascript', 'typescript'],
  extensions: {
    '.js': 'javascript',
    '.jsx': 'javascript',
    '.mjs': 'javascript',
    '.cjs': 'javascript',
    '.ts': 'typescript',
    '.tsx': 'typescript',
    '.mts': 'typescript',
    '.cts': 'typescript',
  },
  findSyntaxProblem,
  explainMention,
}
