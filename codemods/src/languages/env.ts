import type { Language } from '../language.ts'

/** Files of environment variables; every text is one. */
export const env: Language = {
  names: ['env'],
  extensions: { '.env': 'env' },
  findSyntaxProblem: () => undefined,
  explainMention({ text }, offset) {
    const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset)
    if (/^\s*#/.test(before)) return 'comment'
    return before.includes('=') ? 'path' : 'environment'
  },
}
