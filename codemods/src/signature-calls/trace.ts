import type { Node } from '../grammar/tree.ts'
import type { SourceFile } from '../source-file.ts'
import type { HeaderLiteral, HeaderRead, SignatureLanguage } from './language.ts'

/** Where a value comes from, as far as headers are concerned. */
export interface Trace {
  readonly reads: ReadonlySet<HeaderRead>
  /** The value also comes in through a parameter of a function that code in other files may call. */
  readonly fromOutside: boolean
  /** Whether the value is made of a header's name in a way that is not known to read that header. */
  readonly hasUnread: boolean
}

/** Follows a value back to the header reads it is made of. */
export type Tracer = (node: Node) => Trace

/** Makes a tracer for one file. */
export function createTracer(
  file: SourceFile,
  language: SignatureLanguage,
  { literals, reads }: { readonly literals: readonly HeaderLiteral[]; readonly reads: readonly HeaderRead[] },
): Tracer {
  const names = new Set(literals.map(({ node }) => node.id()))
  const byNode = new Map<number, readonly HeaderRead[]>()
  for (const read of reads) byNode.set(read.node.id(), [...(byNode.get(read.node.id()) ?? []), read])
  return (start) => {
    const found = new Set<HeaderRead>()
    const seen = new Set<number>()
    let fromOutside = false
    let hasUnread = false
    const follow = (node: Node): void => {
      if (seen.has(node.id())) return
      seen.add(node.id())
      const own = byNode.get(node.id())
      if (own !== undefined) {
        for (const read of own) found.add(read)
        return
      }
      if (names.has(node.id())) hasUnread = true
      const origins = language.getOrigins(file, node)
      if (origins !== undefined) {
        if (origins.isOpen) fromOutside = true
        for (const value of origins.values) follow(value)
      }
      for (const child of node.children()) follow(child)
    }
    follow(start)
    return { reads: found, fromOutside, hasUnread }
  }
}
