import { getQuote } from '../../src/python/quotes.ts'
import { getRange } from '../../src/python/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Edit, Note, Target } from '../../src/touchpoint.ts'
import { type CheckedCall, checkCall, type HelperCall } from './check-call.ts'
import { createHelperFile } from './helper-file.ts'
import { getOsImport, planImports } from './imports.ts'
import { getInjectedEdits } from './injected.ts'
import { placeHelper } from './placement.ts'
import { getReadEdits } from './read-edits.ts'
import { type Site, toCallNote, toReadNote } from './site.ts'
import { toVobizToken, type VobizToken } from './token.ts'
import type { HeaderSources, Tracer } from './trace.ts'

/** A call with what was found out about it. */
export interface Checked {
  readonly use: HelperCall
  readonly result: CheckedCall
  readonly token: VobizToken | undefined
}

/** Checks every call of a file. */
export function checkAll(
  file: SourceFile,
  calls: readonly HelperCall[],
  { sources, trace }: { readonly sources: HeaderSources; readonly trace: Tracer },
): readonly Checked[] {
  return calls.map((use): Checked => {
    const result = checkCall(use, { reads: sources.reads, trace })
    if (!result.ok) return { use, result, token: undefined }
    const token = toVobizToken(file, result.token)
    const isTaken = token.needsOs && getOsImport(file, use.call) === 'taken'
    if (isTaken) return { use, result: { ...result, ok: false, code: 'signature-name-taken' }, token: undefined }
    return { use, result, token }
  })
}

/** What becomes of the calls. */
export function getCallSites(file: SourceFile, checked: readonly Checked[], target: Target): readonly Site[] {
  const placement = placeHelper(file)
  const sure = checked.filter(({ result }) => result.ok).map(({ use }) => use)
  const getImportEdits = planImports(file, sure, placement)
  return checked.map(({ use, result, token }): Site => {
    const range = getRange(use.call)
    if (!result.ok || token === undefined)
      return {
        kind: 'signature-validate',
        range,
        rewrite: { task: { code: result.ok ? 'signature-untraced' : result.code } },
      }
    const os = token.needsOs ? getOsImport(file, use.call) : []
    const quote = getQuote(file)
    const both = `{${quote}plivo${quote}: ${result.token.text()}, ${quote}vobiz${quote}: ${token.text}}`
    const edits: Edit[] = [
      { ...getRange(result.token), text: target === 'both' ? both : token.text },
      ...result.reads.flatMap((read) => getReadEdits(read, target)),
      ...result.injected.flatMap((one) => getInjectedEdits(file, one, target)),
      ...getImportEdits(use),
      ...(os === 'taken' ? [] : os),
    ]
    const notes: Note[] = [
      toCallNote(use),
      ...(token.code === undefined ? [] : [{ code: token.code, range: getRange(result.token) }]),
      ...(result.fromOutside ? [{ code: 'signature-wrapper-exported' }] : []),
      ...result.reads.map(({ node, literal }) => toReadNote(node, literal.row)),
      ...result.injected.map(({ node, row }) => toReadNote(node, row)),
      ...use.value.imports.map(({ statement }) => ({ code: 'signature-helper-imported', range: getRange(statement) })),
    ]
    return {
      kind: 'signature-validate',
      range,
      rewrite: { edits, notes, files: [createHelperFile(placement.folder, target)] },
    }
  })
}
