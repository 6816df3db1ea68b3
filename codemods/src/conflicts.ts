import { clashes, isSameEdit } from './rewrite.ts'
import type { Edit } from './touchpoint.ts'

/** Which touchpoints keep their edits, and the edits to make, each once. */
export interface Resolved {
  readonly edits: readonly Edit[]
  /** Indexes into the given lists whose edits were all left out. */
  readonly refused: ReadonlySet<number>
}

/**
 * Chooses among the edits of several touchpoints. Touchpoints that share an edit stand or fall together, since an
 * import moved for two calls must not move when one of them stays. The earlier group wins a clash.
 */
export function resolveConflicts(lists: readonly (readonly Edit[])[]): Resolved {
  const refused = new Set<number>()
  const kept: Edit[] = []
  for (const group of groupByShared(lists)) {
    const wanted = unique(group.flatMap((index) => lists[index] ?? []))
    const bad = wanted.some(
      (edit, index) =>
        kept.some((other) => !isSameEdit(edit, other) && clashes(edit, other)) ||
        wanted.slice(0, index).some((other) => clashes(edit, other)),
    )
    if (bad) for (const index of group) refused.add(index)
    else kept.push(...wanted.filter((edit) => !kept.some((other) => isSameEdit(edit, other))))
  }
  return { edits: kept, refused }
}

function unique(edits: readonly Edit[]): readonly Edit[] {
  return edits.filter((edit, index) => edits.findIndex((other) => isSameEdit(edit, other)) === index)
}

function groupByShared(lists: readonly (readonly Edit[])[]): readonly (readonly number[])[] {
  const leader = lists.map((_, index) => index)
  const find = (index: number): number => {
    const next = leader[index] ?? index
    return next === index ? index : find(next)
  }
  const owners = new Map<string, number>()
  for (const [index, edits] of lists.entries())
    for (const edit of edits) {
      const key = `${edit.start}:${edit.end}:${edit.text}`
      const owner = owners.get(key)
      if (owner === undefined) owners.set(key, index)
      else leader[Math.max(find(owner), find(index))] = Math.min(find(owner), find(index))
    }
  const groups = new Map<number, number[]>()
  for (const [index, edits] of lists.entries()) {
    if (edits.length === 0) continue
    groups.set(find(index), [...(groups.get(find(index)) ?? []), index])
  }
  return [...groups.values()]
}
