import { PYTHON_SDK } from '@plivo-to-vobiz/mappings'
import { oncePerFile } from '../../src/language.ts'
import type { Touchpoint } from '../../src/touchpoint.ts'
import type { Transform } from '../../src/transform.ts'
import { findMovedBuilder, isNameKept, type MovedBuilder } from './builder.ts'

const name = 'python-xml'

const getMoved = oncePerFile((file): readonly MovedBuilder[] => {
  const moved = findMovedBuilder(file)
  return moved === undefined || !isNameKept(file) ? [] : [moved]
})

/**
 * The XML builder of Plivo's Python SDK, for Vobiz alone: `plivoxml` becomes `vobizxml` of the package Vobiz publishes in a
 * file where everything that is built is XML that Vobiz takes as it is. For both providers, and where one verb differs, it
 * stays, and `python-sdk` says of each verb what is to be written.
 */
export const pythonXml: Transform = {
  name,
  languages: ['python'],
  needs: /plivoxml/,
  stage: 2,
  find: (file) => getMoved(file).map(({ range }): Touchpoint => ({ transform: name, kind: 'xml-builder', range })),
  rewrite(_touchpoint, file, { target }) {
    const [moved] = getMoved(file)
    if (moved === undefined || target === 'both') return { edits: [], notes: [] }
    return {
      edits: moved.edits,
      packages: [PYTHON_SDK.vobiz.package],
      notes: [{ code: 'python-builder-moved' }],
    }
  },
}
