import { oncePerFile } from '../../src/language.ts'
import type { Touchpoint } from '../../src/touchpoint.ts'
import type { Transform } from '../../src/transform.ts'
import { type ClientSite, findClientSites } from './sites.ts'

const name = 'python-client'

const getSites = oncePerFile((file): readonly ClientSite[] => (/plivo/i.test(file.text) ? findClientSites(file) : []))

/**
 * The client of Plivo's Python SDK, for Vobiz alone: it becomes that of the package Vobiz publishes when every use of it
 * in the file has a method there that sends the same request, with its credentials, imports and exceptions. Anything else
 * is a task with what stands in the way. For both providers clients stay: they reach Plivo alone.
 */
export const pythonClient: Transform = {
  name,
  languages: ['python'],
  stage: 2,
  find: (file) => getSites(file).map(({ range }): Touchpoint => ({ transform: name, kind: 'sdk-client', range })),
  rewrite({ range }, file, { target }) {
    const site = getSites(file).find((one) => one.range.start === range.start && one.range.end === range.end)
    return site === undefined || target === 'both' ? { edits: [], notes: [] } : site.rewrite
  },
}
