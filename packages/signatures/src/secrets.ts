/** Secrets as a list. */
export function toList(secrets: string | readonly string[] | undefined): readonly string[] {
  if (secrets === undefined) return []
  return typeof secrets === 'string' ? [secrets] : secrets
}

/** Whether there is at least one secret and none of them is empty. */
export function areUsable(...lists: readonly (readonly string[])[]): boolean {
  let count = 0
  for (const list of lists)
    for (const secret of list) {
      if (typeof secret !== 'string' || secret === '') return false
      count += 1
    }
  return count > 0
}
