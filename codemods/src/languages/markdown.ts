import type { Language } from '../language.ts'

/** Documentation. */
export const markdown: Language = {
  names: ['markdown'],
  extensions: { '.md': 'markdown', '.mdx': 'markdown', '.markdown': 'markdown' },
  findSyntaxProblem: () => undefined,
  explainMention({ text }, offset) {
    const before = /[^\s("'`<>]*$/.exec(text.slice(Math.max(0, offset - 200), offset))?.[0] ?? ''
    return /^(?:https?:)?\/\//.test(before) ? 'link' : 'text'
  },
}
