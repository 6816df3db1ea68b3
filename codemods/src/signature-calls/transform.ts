import type { Touchpoint } from '../touchpoint.ts'
import type { Transform } from '../transform.ts'
import { createAnalysis } from './analyse.ts'
import type { SignatureLanguage } from './language.ts'

/** Makes the transform of signature checks for a language. */
export function createSignatureTransform(name: string, language: SignatureLanguage): Transform {
  const analyse = createAnalysis(language)
  return {
    name,
    languages: [language.name],
    needs: language.needs,
    find: (file) => analyse(file, 'vobiz').map(({ kind, range }): Touchpoint => ({ transform: name, kind, range })),
    rewrite(touchpoint, file, { target }) {
      const site = analyse(file, target).find(
        ({ kind, range }) =>
          kind === touchpoint.kind && range.start === touchpoint.range.start && range.end === touchpoint.range.end,
      )
      return site?.rewrite ?? { edits: [], notes: [] }
    },
  }
}
