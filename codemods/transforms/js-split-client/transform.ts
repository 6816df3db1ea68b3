import { oncePerFile } from '../../src/language.ts'
import type { Touchpoint } from '../../src/touchpoint.ts'
import type { Rewrite, Transform } from '../../src/transform.ts'
import { findSplitSites } from './sites.ts'

const name = 'js-split-client'

const getSites = oncePerFile(findSplitSites)

/**
 * Clients of the REST API that only place and steer calls. Each becomes a client of both providers that sends every
 * call to Plivo until the application raises the share. For Vobiz alone `js-client` takes the client of Vobiz out of
 * it, so that one run and two come to the same.
 */
export const jsSplitClient: Transform = {
  name,
  languages: ['javascript', 'typescript'],
  stage: 1,
  find: (file) => getSites(file).map(({ kind, range }): Touchpoint => ({ transform: name, kind, range })),
  rewrite({ kind, range }, file, { target }): Rewrite {
    const site = getSites(file).find(
      (one) => one.kind === kind && one.range.start === range.start && one.range.end === range.end,
    )
    if (site === undefined) return { edits: [], notes: [] }
    const { edits, notes, packages } = site
    return { edits, notes: target === 'both' ? notes : [], packages }
  },
}
