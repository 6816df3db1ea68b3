import { findPlaces } from '../../src/settings/find-places.ts'
import { getCodeTexts, locate, TEXT_LANGUAGES } from '../../src/text/code-text.ts'
import type { Touchpoint } from '../../src/touchpoint.ts'
import type { Transform } from '../../src/transform.ts'

const name = 'code-host'

/**
 * Plivo's hosts in the texts of languages that ast-grep reads: raw requests to its REST API, and SIP addresses. It
 * reports and rewrites nothing.
 */
export const codeHost: Transform = {
  name,
  languages: TEXT_LANGUAGES,
  needs: /plivo\.com/i,
  stage: 4,
  find(file) {
    return getCodeTexts(file).flatMap((document) =>
      findPlaces(document.text, false)
        .filter(({ kind }) => kind === 'rest-raw-http' || kind === 'sip-domain')
        .map(({ kind, range }): Touchpoint => {
          return { transform: name, kind, range: locate(document, range.start, range.end) }
        }),
    )
  },
  rewrite: ({ kind }) => ({ task: { code: kind === 'sip-domain' ? 'sip-domain' : 'rest-http' } }),
}
