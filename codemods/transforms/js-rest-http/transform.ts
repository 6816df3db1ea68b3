import { HOSTS } from '@plivo-to-vobiz/mappings'
import { oncePerFile } from '../../src/language.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Touchpoint } from '../../src/touchpoint.ts'
import type { Transform } from '../../src/transform.ts'
import { findRequestSites, type RequestSite } from './sites.ts'

const name = 'js-rest-http'

const getSites: (file: SourceFile) => readonly RequestSite[] = oncePerFile(findRequestSites)

/**
 * Requests to Plivo's REST API without the SDK, for Vobiz alone. Handles the HTTP libraries of Node whose address,
 * credentials, method and fields are all written where they can be seen, on routes that are the same on Vobiz: the
 * base of the address, two headers in place of Basic authentication, fields with another name or type. Any other
 * request is a task with what stands in the way. For both providers requests stay: they reach Plivo alone.
 */
export const jsRestHttp: Transform = {
  name,
  languages: ['javascript', 'typescript'],
  needs: new RegExp(HOSTS.plivoApi.replaceAll('.', '\\.')),
  stage: 3,
  find: (file) => getSites(file).map(({ range }): Touchpoint => ({ transform: name, kind: 'rest-raw-http', range })),
  rewrite({ range }, file, { target }) {
    const site = getSites(file).find((one) => one.range.start === range.start && one.range.end === range.end)
    return site === undefined || target === 'both' ? { edits: [], notes: [] } : site.rewrite
  },
}
