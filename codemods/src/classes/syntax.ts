import type { Facts } from '../grammar/facts.ts'
import type { Node } from '../grammar/tree.ts'

/** How the grammar of a language with classes, such as Java, names what the readers of this folder look for. */
export interface ClassSyntax {
  readonly facts: Facts
  /** Kinds of functions with a name. */
  readonly methods: readonly string[]
  readonly lambdas: readonly string[]
  readonly types: readonly string[]
  readonly parameters: readonly string[]
  /** Kinds of declarations of fields and properties. */
  readonly fields: readonly string[]
  /** Kinds of reads of a member: `this.token`. */
  readonly accesses: readonly string[]
  /** Loops over a list, and the fields of loop variable and list. */
  readonly loops: { readonly kind: string; readonly name: string; readonly list: string }
  /** Kinds of places where an expression of any precedence can stand. */
  readonly open: readonly string[]
  /** The calls inside a scope that write a variable of a name, as an `out` argument does; none in most languages. */
  getWriters?(scope: Node, name: string): readonly Node[]
  /** What an expression is about, without what only stands for the case that it gives nothing. */
  unwrap?(node: Node): Node
  /** Whether only code of the same class can call a method. */
  isPrivate(method: Node): boolean
}
