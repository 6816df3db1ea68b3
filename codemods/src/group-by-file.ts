/** Things by the file they are in, in the order they come. */
export function groupByFile<T>(items: readonly T[], getFile: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const known = groups.get(getFile(item))
    if (known === undefined) groups.set(getFile(item), [item])
    else known.push(item)
  }
  return groups
}
