import type { SdkLanguage } from '@plivo-to-vobiz/mappings'
import type { Range } from '../touchpoint.ts'
import type { Escapes } from './escapes.ts'
import type { ParserOptions } from './parse.ts'
import type { Node, Tree } from './tree.ts'

/** A string literal as it is written. */
export interface Literal {
  /** The whole literal; of a heredoc its body. */
  readonly node: Node
  /** What stands between the quotes. */
  readonly inner: Range
  /** Expressions inside it, in source order, with what marks them: `#{x}`, `{$x}`, `{x}`. */
  readonly holes: readonly Range[]
  readonly escapes: Escapes
}

/** What a format function fills: `%s`, or `{0}`. */
export type Placeholders = 'percent' | 'braces'

/** One argument of a call. */
export interface Argument {
  readonly value: Node
  /** Given by keyword under this name, or as an entry of a trailing hash. */
  readonly name?: string
  /** Whether it stands for any number of arguments: `*args`, `...$args`, `args...`. */
  readonly isSpread: boolean
}

/** A call, or the making of an object. */
export interface Call {
  readonly node: Node
  /** What is called or made: the last name of the callee. */
  readonly name: string
  readonly nameNode: Node
  /** What it is called on: an object, a class, a package. */
  readonly receiver?: Node
  /** `new X(…)`; in Ruby `X.new(…)`, whose name is that of the class. */
  readonly isNew: boolean
  readonly arguments: readonly Argument[]
}

/** `object.name`, `Object::name`, `object->name`. */
export interface Member {
  readonly object: Node
  readonly name: string
}

/** `object['key']`. */
export interface Index {
  readonly object: Node
  readonly key: Node
}

/** One name that a file takes from elsewhere. */
export interface Import {
  readonly node: Node
  /** Full name of what is imported, as the language writes it. */
  readonly path: string
  /** Name it has in the file; absent where the language does not say, as for a Go package or a Ruby file. */
  readonly local?: string
  /** Every name of the path is taken. */
  readonly isWildcard: boolean
  /** A file or package that is loaded, rather than a name that is shortened: Ruby's `require`. */
  readonly isLoad: boolean
}

/** A name that gets a value: a variable, a constant, a field. */
export interface Assignment {
  readonly node: Node
  readonly target: Node
  readonly value: Node
}

/** How a language writes what the transforms look for: the only place that knows the nodes of its grammar. */
export interface Facts extends ParserOptions {
  /** Name of its Plivo SDK's language in the mapping rows. */
  readonly sdk: SdkLanguage
  /** What stands between the parts of a full name. */
  readonly separator: string
  /** Whether a full name can be used without an import. */
  readonly isReachable: boolean
  /** What the SDK's package is loaded by, where that is not a name of code. */
  readonly gem?: string
  /** Kinds of nodes that are comments. */
  readonly comments: readonly string[]
  /** Kinds of whole string literals. */
  readonly strings: readonly string[]
  /** A literal; `undefined` for a node that is none. */
  readLiteral(node: Node, tree: Tree): Literal | undefined
  /** Kinds of calls and of the making of objects. */
  readonly calls: readonly string[]
  readCall(node: Node): Call | undefined
  /** Names that a block given to a call gets for what is called. */
  getBlockNames?(call: Node): readonly string[]
  readMember(node: Node): Member | undefined
  readIndex(node: Node): Index | undefined
  /** Kinds of nodes that join texts, and the operator between them. */
  readonly joins: { readonly kinds: readonly string[]; readonly operator: string }
  /** Functions that fill a text, and the operator that does. */
  readonly formats: {
    readonly functions: Readonly<Record<string, Placeholders>>
    readonly operator?: string
  }
  /** Markup around code, in source order. */
  getMarkup?(tree: Tree): readonly Range[]
  getImports(tree: Tree): readonly Import[]
  /** Kinds of assignments and declarations with a value. */
  readonly assignments: readonly string[]
  readAssignment(node: Node): readonly Assignment[]
  /** Kinds of functions and methods. */
  readonly functions: readonly string[]
  /** Kinds of entries of maps and hashes, whose first named child is the key. */
  readonly entries: readonly string[]
  /** Kinds of names of classes of other packages, where making an object is no call. */
  readonly types: readonly string[]
  /** Kinds of plain names. */
  readonly names: readonly string[]
  /** How a request's headers are reached. */
  readonly headers: {
    /** Methods that take a header's name: `Get`, `getHeader`. */
    readonly methods: readonly string[]
    /** Last names of what holds headers: `Header`, `headers`, `_SERVER`. */
    readonly holders: readonly string[]
  }
  /** How the environment is read. */
  readonly environment: {
    /** Functions that take a variable's name, with what they are called on. */
    readonly calls: readonly { readonly receiver?: string; readonly name: string }[]
    /** What is indexed by a variable's name. */
    readonly holders: readonly string[]
  }
}
