import { PARAM, PARAMS, type ParamRow } from '@plivo-to-vobiz/mappings'
import { takesAnyKey } from '../../src/javascript/open-types.ts'
import { isRepeatable, replaceJoined } from '../../src/javascript/stands-alone.ts'
import { getRange, getText, getTree } from '../../src/javascript/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Handler } from './handlers.ts'
import type { ParamRead } from './reads.ts'
import { getPlainProperty, readLike } from './same-read.ts'
import { type ParamSite, toKept } from './site.ts'

const rows: readonly ParamRow[] = PARAMS
/** The other name Vobiz may give the file. */
const OTHER = rows.find(({ plivo }) => plivo === PARAM.RecordUrl)?.aliases?.[0] ?? ''

/** The file of a recording, which Vobiz may send under another name. */
export function findRecordSites(file: SourceFile, { reads, text }: Handler): readonly ParamSite[] {
  if (text.includes(OTHER)) return []
  const names = new Set<unknown>()
  return reads.flatMap((read) => {
    if (read.name !== PARAM.RecordUrl || names.has(read.binding)) return []
    if (read.binding !== undefined) names.add(read.binding)
    return [planRead(file, read)]
  })
}

function planRead(file: SourceFile, read: ParamRead): ParamSite {
  const tree = getTree(file)
  const { object } = read
  const property = getPlainProperty(read)
  const range = getRange(property ?? read.node)
  const isOpen =
    object !== undefined && (read.node.type === 'CallExpression' || takesAnyKey(file, object)) && isRepeatable(object)
  const other = readLike(tree, read, OTHER)
  const notes = [{ code: 'event-param-record' }]
  if (isOpen && other !== undefined) {
    const edit = replaceJoined(tree, read.node, { operator: '??', text: `${getText(tree, read.node)} ?? ${other}` })
    return { range, rewrite: () => ({ edits: [edit], notes }) }
  }
  if (isOpen && property !== undefined && isDirect(read)) {
    const { end } = getRange(property)
    return {
      range,
      rewrite: () => ({ edits: [{ start: end, end, text: ` = ${getText(tree, object)}.${OTHER}` }], notes }),
    }
  }
  return toKept(range, {
    param: PARAM.RecordUrl,
    reason: 'a declared type says which keys there are, or nothing can stand in for it here',
    todo: `Fall back on ${OTHER}, which Vobiz may send in its place.`,
  })
}

/** `const { RecordUrl } = request.body`, not deeper. */
const isDirect = ({ binding }: ParamRead): boolean => binding?.path.length === 1 && binding.origin.kind === 'variable'
