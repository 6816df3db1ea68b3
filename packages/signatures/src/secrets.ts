/** Secrets as a list. */
export function toList(secrets: string | readonly string[] | undefined): readonly string[] {
  if (secrets === undefined) return []
  return typeof secrets === 'string' ? [secrets] : secrets
}

/** Whether there is at least one secret and none of them is empty. */
export function areUsable(...lists: readonly (readonly string[])[]): boolean {
  const isUsable = (secret: unknown): boolean => typeof secret === 'string' && secret !== ''
  return lists.some((list) => list.length > 0) && lists.every((list) => list.every(isUsable))
}
