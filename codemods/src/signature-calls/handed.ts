import { getRange, isSame, type Node } from '../grammar/tree.ts'
import { findGuards } from './check-call.ts'
import { getReadEdits } from './headers.ts'
import type { HeaderRead } from './language.ts'
import type { Scene } from './scene.ts'
import { type Site, toReadNotes } from './site.ts'

/** The header reads of a check that is in another file, and the call that hands them over. */
export interface Handed {
  readonly call: Node
  readonly reads: readonly HeaderRead[]
}

/** Functions that check nothing, whatever they are given. */
const NO_CHECK =
  /(?:hmac|digest|compare|hash_equals|base64|print|puts|log\w*|debug|info|warn\w*|error|exception|isset|empty|is_null|strlen|count|trim|var_dump|array_filter|explode|implode)$/i

/**
 * Calls that are given both a signature and its nonce and are not code of this file: the check is elsewhere. Either
 * header may be handed over, since whatever arrives there is checked.
 */
export function findHanded(scene: Scene, known: readonly Node[]): readonly Handed[] {
  const { file, language, reads: all, trace } = scene
  if (all.length < 2) return []
  return language.getCalls(file).flatMap(({ call, callee, given }): readonly Handed[] => {
    if (
      given.length < 2 ||
      NO_CHECK.test(callee) ||
      language.isLocalCall(file, call) ||
      known.some((one) => isSame(one, call))
    )
      return []
    const traces = given.map(trace)
    const [signature] = traces.filter((one) => holds(one.reads, 'signature'))
    const [nonce] = traces.filter((one) => holds(one.reads, 'nonce'))
    if (signature === undefined || nonce === undefined) return []
    const traced = [...signature.reads, ...nonce.reads]
    const [scheme = '', ...others] = new Set(traced.map(({ literal }) => literal.name.row.scheme ?? ''))
    if (others.length > 0) return []
    const reads = [...new Set([...traced, ...findGuards(call, scene, { traced, scheme })])]
    const isSure = reads.every((read) => !read.isStuck && !read.isNeverSet && read.literal.name.row.vobiz)
    return isSure ? [{ call, reads }] : []
  })
}

/** Whether a value is made of headers of one role and no other. */
function holds(reads: ReadonlySet<HeaderRead>, role: string): boolean {
  const roles = new Set([...reads].map(({ literal }) => literal.name.row.role))
  return roles.size === 1 && [...roles][0] === role
}

/** Either header is handed over, whatever the check in the other file makes of it. */
export function getHandedSite(scene: Scene, { call, reads }: Handed): Site {
  const support = scene.language.supportReads?.(scene.file, scene.target)
  return {
    kind: 'signature-header',
    range: getRange(call),
    rewrite: {
      edits: [...reads.flatMap((read) => getReadEdits(read, scene)), ...(support?.edits ?? [])],
      notes: [{ code: 'signature-header-handed' }, ...reads.flatMap((read) => toReadNotes(read, scene.target))],
      ...(support && { files: [support.file] }),
    },
  }
}
