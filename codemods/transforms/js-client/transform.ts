import { oncePerFile } from '../../src/language.ts'
import type { Touchpoint } from '../../src/touchpoint.ts'
import type { Rewrite, Transform } from '../../src/transform.ts'
import { findFinishSites } from './finish.ts'
import { findMoveSites } from './move.ts'
import type { ClientSite } from './site.ts'

const name = 'js-client'

const getSites = oncePerFile((file): readonly ClientSite[] => [...findFinishSites(file), ...findMoveSites(file)])

/**
 * Clients of the REST API, for Vobiz alone. Handles
 * 1. `Client` and the callback client `RestAPI`, in calls, types, sub-classes and re-exports, however they are imported,
 * 2. their credentials, which become Vobiz's, read in the form the author reads Plivo's,
 * 3. the clients of both providers that were written for the cut-over, of which Vobiz's is kept.
 * A client that also does what Vobiz has no counterpart for stays, and is a task.
 */
export const jsClient: Transform = {
  name,
  languages: ['javascript', 'typescript'],
  stage: 2,
  find: (file) => getSites(file).map(({ kind, range }): Touchpoint => ({ transform: name, kind, range })),
  rewrite({ kind, range }, file, { target }): Rewrite {
    if (target === 'both') return { edits: [], notes: [] }
    const site = getSites(file).find(
      (one) => one.kind === kind && one.range.start === range.start && one.range.end === range.end,
    )
    return site?.rewrite ?? { edits: [], notes: [] }
  },
}
