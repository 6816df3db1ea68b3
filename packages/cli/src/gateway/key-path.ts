type Tree = Record<string, unknown>

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value at a key path, `plivo.authToken`; items of lists by their index. */
export function getAt(tree: unknown, key: string): unknown {
  let value = tree
  for (const part of key === '' ? [] : key.split('.'))
    value = (isTree(value) || Array.isArray(value)) && Object.hasOwn(value, part) ? Reflect.get(value, part) : undefined
  return value
}

/** Sets it, in place; what is no mapping on the way there is replaced. */
export function setAt(tree: Tree, key: string, value: unknown): void {
  const parts = key.split('.')
  const last = parts.pop() ?? ''
  let at = tree
  for (const part of parts) {
    const next = at[part]
    const inner: Tree = isTree(next) ? next : {}
    at[part] = inner
    at = inner
  }
  at[last] = value
}

/** Takes it away, in place. */
export function deleteAt(tree: Tree, key: string): void {
  const parts = key.split('.')
  const last = parts.pop() ?? ''
  const parent = parts.length === 0 ? tree : getAt(tree, parts.join('.'))
  if (isTree(parent)) delete parent[last]
}
