import { findBlock, getBlocks } from '../components/blocks.ts'
import { explainMention as explainScript } from '../javascript/explain.ts'
import { findSyntaxProblem } from '../javascript/parse.ts'
import type { Language, SyntaxProblem } from '../language.ts'
import { explainMarkup } from '../markup/explain.ts'

/** Components and pages: scripts between markup. */
export const component: Language = {
  names: ['vue', 'svelte', 'astro', 'html'],
  extensions: { '.vue': 'vue', '.svelte': 'svelte', '.astro': 'astro', '.html': 'html', '.htm': 'html' },
  findSyntaxProblem(file): SyntaxProblem | undefined {
    return getBlocks(file)
      .map((block) => findSyntaxProblem(block.file))
      .find((problem) => problem !== undefined)
  },
  explainMention(file, offset) {
    const block = findBlock(file, offset)
    return block === undefined ? explainMarkup(file.text, offset) : explainScript(block.file, offset)
  },
}
