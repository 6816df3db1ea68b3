import { EVENT, FOREIGN_PARAMS, PARAM } from '@plivo-to-vobiz/mappings'
import { getTree } from '../../src/javascript/tree.ts'
import { oncePerFile } from '../../src/language.ts'
import type { Touchpoint } from '../../src/touchpoint.ts'
import type { Transform } from '../../src/transform.ts'
import { findHandlers } from './handlers.ts'
import { findMachineSites } from './machine.ts'
import { findPrefixSites } from './prefix.ts'
import { findRecordSites } from './record.ts'
import { findRingSites } from './ring.ts'
import type { ParamSite } from './site.ts'
import { findStreamEnds, findTaskSites } from './tasks.ts'
import { findValueSites } from './values.ts'

const name = 'js-event-param'
const WORDS = [
  PARAM.CallUUID,
  PARAM.CallStatus,
  PARAM.HangupSource,
  PARAM.RecordUrl,
  EVENT.StopStream,
  'From\\b',
  'Machine\\b',
  '[Xx]-(?:[Pp]|\\[[Pp][Vv]\\])[Hh]-',
  ...FOREIGN_PARAMS.map((row) => row.name),
]

const getSites = oncePerFile((file): readonly ParamSite[] => {
  const tree = getTree(file)
  const found = findHandlers(file).flatMap((handler) => {
    const ring = findRingSites(file, handler)
    const tasks = findTaskSites(tree, handler).filter(
      ({ range }) => ring.length === 0 || range.start !== handler.node.start,
    )
    return [
      ...ring,
      ...tasks,
      ...findValueSites(tree, handler),
      ...findRecordSites(file, handler),
      ...findMachineSites(file, handler),
    ]
  })
  const ends = /plivo/i.test(file.text) || found.length > 0 ? findStreamEnds(tree) : []
  return [...found, ...findPrefixSites(file), ...ends].filter(
    ({ range }, index, all) =>
      all.findIndex((one) => one.range.start === range.start && one.range.end === range.end) === index,
  )
})

/**
 * Code that reads callbacks of a call in a way that would misbehave on Vobiz: custom parameters, whose prefix is
 * another one; rings told by `CallStatus`; values and names that are written differently. Names are mostly equal, so
 * nearly all reads are left alone.
 */
export const jsEventParam: Transform = {
  name,
  languages: ['javascript', 'typescript'],
  needs: new RegExp(WORDS.join('|')),
  find: (file) => getSites(file).map(({ range }): Touchpoint => ({ transform: name, kind: 'event-param', range })),
  rewrite({ range }, file, { target }) {
    const site = getSites(file).find((one) => one.range.start === range.start && one.range.end === range.end)
    return site?.rewrite(target) ?? { edits: [], notes: [] }
  },
}
