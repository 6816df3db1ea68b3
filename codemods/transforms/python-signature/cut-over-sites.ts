import { getField, getRange, getStringValue, is, type PyNode } from '../../src/python/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { NewFile, Target } from '../../src/touchpoint.ts'
import { getRoles } from './check-call.ts'
import { createHelperFile } from './helper-file.ts'
import { findCutOverPartner, getCutOverEdits, type Injected } from './injected.ts'
import { placeHelper } from './placement.ts'
import type { CutOverRead } from './read-edits.ts'
import { type Site, toCallNote } from './site.ts'
import type { Uses } from './uses.ts'

interface CutOver {
  readonly uses: Uses
  readonly cutOver: readonly CutOverRead[]
  readonly parameters: readonly Injected[]
  readonly target: Target
}

/** Code written for both providers becomes code for Vobiz alone; for `both` the helper file is kept up to date. */
export function getCutOverSites(file: SourceFile, { uses, cutOver, parameters, target }: CutOver): readonly Site[] {
  if (target === 'both') return []
  const files: NewFile[] = uses.cutOverCalls.map(() => createHelperFile(placeHelper(file).folder, target))
  const calls = uses.cutOverCalls.flatMap((use): readonly Site[] => {
    const token = getRoles(use)?.get('token')
    if (token === undefined || !is(token, 'dictionary')) return []
    const vobiz = findEntry(token, 'vobiz')
    const kind = 'signature-validate'
    const range = getRange(use.call)
    if (vobiz === undefined) return [{ kind, range, rewrite: { task: { code: 'signature-token-object' } } }]
    const edits = [{ ...getRange(token), text: vobiz.text() }]
    return [{ kind, range, rewrite: { edits, notes: [toCallNote(use)], files } }]
  })
  const reads = cutOver.map(
    ({ node, edits }): Site => ({
      kind: 'signature-header',
      range: getRange(node),
      rewrite: { edits, notes: [{ code: 'signature-header-renamed' }] },
    }),
  )
  const filled = parameters.flatMap((one): readonly Site[] => {
    const partner = findCutOverPartner(one)
    if (partner === undefined) return []
    const edits = getCutOverEdits(one, partner)
    const rewrite = { edits, notes: [{ code: 'signature-header-renamed' }] }
    return [{ kind: 'signature-header', range: getRange(one.node), rewrite }]
  })
  return [...calls, ...reads, ...filled]
}

function findEntry(dictionary: PyNode, key: string): PyNode | undefined {
  const pair = dictionary.namedChildren().find((one) => is(one, 'pair') && getStringValue(getField(one, 'key')) === key)
  return pair && getField(pair, 'value')
}
