import { oncePerFile } from '../../src/language.ts'
import type { Touchpoint } from '../../src/touchpoint.ts'
import type { Rewrite, Transform } from '../../src/transform.ts'
import { findBuilderSites } from './sites.ts'

const name = 'js-xml-builder'

const getSites = oncePerFile(findBuilderSites)

/**
 * The SDK's builder of PlivoXML. Handles `plivo.Response` with and without `new`, however it is imported, and the verbs
 * added to it. For both providers it stays, since Plivo still gets what it writes and the shim translates for Vobiz;
 * what differs is reported. For Vobiz alone the builder comes from our package, with the same methods.
 */
export const jsXmlBuilder: Transform = {
  name,
  languages: ['javascript', 'typescript'],
  stage: 3,
  find: (file) => getSites(file).map(({ kind, range }): Touchpoint => ({ transform: name, kind, range })),
  rewrite({ kind, range }, file, { target }): Rewrite {
    const site = getSites(file).find(
      (one) => one.kind === kind && one.range.start === range.start && one.range.end === range.end,
    )
    return site?.rewrite[target] ?? { edits: [], notes: [] }
  },
}
