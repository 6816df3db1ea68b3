import { isSame, type Node } from '../grammar/tree.ts'

/** Everything a value is made of: its parts, and the values of the names among them, each once. */
export function* walkMadeOf(start: Node, getValues: (node: Node) => readonly Node[]): Generator<Node> {
  const seen = new Set<number>()
  const open = [start]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (seen.has(node.id())) continue
    seen.add(node.id())
    yield node
    open.push(...getValues(node), ...node.children())
  }
}

/** Whether a value is made of another. */
export function isMadeOf(start: Node, target: Node, getValues: (node: Node) => readonly Node[]): boolean {
  for (const node of walkMadeOf(start, getValues)) if (isSame(node, target)) return true
  return false
}
