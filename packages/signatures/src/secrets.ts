/** Secrets as a list. */
export function toList(secrets: string | readonly string[] | undefined): readonly string[] {
  if (secrets === undefined) return []
  return typeof secrets === 'string' ? [secrets] : secrets
}

/** Whether there is at least one secret and none of them is empty. */
export function areUsable(...lists: readonly (readonly string[])[]): boolean {
  const all = lists.flat()
  return all.length > 0 && all.every((secret) => typeof secret === 'string' && secret !== '')
}
