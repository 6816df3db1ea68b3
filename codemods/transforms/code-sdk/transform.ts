import { CODE_LANGUAGES } from '../../src/grammar/code.ts'
import type { Action, Target, Touchpoint } from '../../src/touchpoint.ts'
import type { Rewrite, Transform } from '../../src/transform.ts'
import type { Site } from './site.ts'
import { findSites } from './sites.ts'

const name = 'code-sdk'

/**
 * What of a Plivo SDK is used in Go, Ruby, PHP, Java and C#: imports, clients, the XML builder with its verbs, and
 * calls of the REST API, each with what to write on Vobiz in its place. It reports and rewrites nothing, since Vobiz
 * has no SDK for these languages that it could be rewritten to.
 */
export const codeSdk: Transform = {
  name,
  languages: CODE_LANGUAGES,
  stage: 4,
  needs: /plivo/i,
  find: (file) => findSites(file).map(({ kind, range }): Touchpoint => ({ transform: name, kind, range })),
  rewrite({ kind, range }, file, { target }): Rewrite {
    const site = findSites(file).find(
      (one) => one.kind === kind && one.range.start === range.start && one.range.end === range.end,
    )
    if (site === undefined) return { edits: [], notes: [] }
    return { edits: [], notes: [{ ...site.note, action: getAction(site, target) }] }
  },
}

/** During the cut-over much of it stays for Plivo's calls; after it all of it is in the way. */
const getAction = ({ stays }: Site, target: Target): Action => (target === 'both' && stays ? 'review' : 'manual')
