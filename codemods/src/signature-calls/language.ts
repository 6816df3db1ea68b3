import type { SignatureArgument, SignatureHelperRow } from '@plivo-to-vobiz/mappings'
import type { Node, Tree } from '../grammar/tree.ts'
import type { LanguageName, SourceFile } from '../source-file.ts'
import type { Edit, NewFile, Note, Target } from '../touchpoint.ts'
import type { HeaderName } from './header-names.ts'

/** A place where one of Plivo's headers is named by a string. */
export interface HeaderLiteral {
  readonly node: Node
  readonly written: string
  readonly name: HeaderName
}

/** Code that reads one header, or looks whether it is there. */
export interface HeaderRead {
  readonly literal: HeaderLiteral
  /** The name where it is read: the literal itself, or the constant that holds it. */
  readonly name: Node
  /** The whole read. */
  readonly node: Node
  /** Why it has no sure rewrite. */
  readonly isStuck: boolean
  /** Whether this reader knows no header by a name that is spelt so, whatever a request carries. */
  readonly isNeverSet: boolean
  /** A parameter that a framework fills: for both providers it gets another one beside it, or has no rewrite for both. */
  readonly injected?: 'joined' | 'alone'
}

/** What a name gets its values from, as far as the file shows. */
export interface Origins {
  readonly values: readonly Node[]
  /** Whether code of other files hands in values too. */
  readonly isOpen: boolean
}

/** A call of a signature helper of the SDK's, or of the one that took its place. */
export interface HelperCall {
  readonly call: Node
  readonly helper: Pick<SignatureHelperRow, 'scheme' | 'name' | 'arguments'>
  /** The arguments by what they mean; `undefined` when they are spread or unknown. */
  readonly roles: ReadonlyMap<SignatureArgument, Node> | undefined
  /** The names that lead to the helper. Calls that share one are rewritten together or not at all. */
  readonly refs: readonly Node[]
}

/** A check written by hand that a call of the helper replaces as a whole. */
export interface HandWritten {
  /** The function, and what of it is replaced. */
  readonly function: Node
  readonly replaced: { readonly start: number; readonly end: number }
  readonly scheme: 'v2' | 'v3'
  /** Parameters or expressions, by what they mean. */
  readonly roles: ReadonlyMap<SignatureArgument, Node>
  /** Functions of the file that it alone calls. */
  readonly parts: readonly Node[]
}

/** Everything in a file that has to do with the helpers. */
export interface Uses {
  readonly calls: readonly HelperCall[]
  /** Calls of the helper file, in code that was rewritten before. */
  readonly oursCalls: readonly HelperCall[]
  /** Places where a helper is handed on, so that its calls are elsewhere. */
  readonly passed: readonly Node[]
  /** Places where a test replaces a helper by its name. */
  readonly stubs: readonly Node[]
  /** Calls by a helper's name on something that cannot be followed. */
  readonly unresolved: readonly Node[]
}

/** The expression that gives Vobiz's token where the author had Plivo's. */
export interface VobizToken {
  readonly text: string
  /** What a person should look at, if anything. */
  readonly code?: string
}

/** Where the helper file goes for one file, and how code there reaches it. */
export interface Placement {
  readonly file: NewFile
  readonly edits: readonly Edit[]
  readonly notes: readonly Note[]
}

/** What the engine has to know of a language. Every function reads one file, and answers the same each time. */
export interface SignatureLanguage {
  readonly name: LanguageName
  /** What the text of a file holds when there is anything to find. */
  readonly needs: RegExp
  getTree(file: SourceFile): Tree
  /** Every string of a file, in source order. */
  getStrings(file: SourceFile): readonly Node[]
  getStringValue(node: Node): string | undefined
  /** A string literal in the quotes of another. */
  quoteLike(literal: Node, text: string): string
  /** Expressions that stand for a literal: itself, or the uses of the constant that holds it. */
  getNamings(file: SourceFile, literal: Node): readonly Node[]
  /** How a header's name is read where it stands; `undefined` where it is not. */
  toRead(file: SourceFile, literal: HeaderLiteral, name: Node): HeaderRead | undefined
  /** A read that gives either header's value; with what it needs around it. */
  joinReads(read: HeaderRead, vobizName: string, file: SourceFile): readonly Edit[]
  /** A read of Vobiz's header alone, where another name in the same form is not enough. */
  renameRead?(read: HeaderRead, vobizName: string): readonly Edit[] | undefined
  /** What goes when reads of both headers become reads of one, besides the reads themselves; nothing in most languages. */
  dropSupport?(file: SourceFile, reads: readonly Node[]): readonly Edit[]
  /** What such reads need where no check of the file is rewritten; nothing in most languages. */
  supportReads?(file: SourceFile, target: Target): Placement | undefined
  /** Why no check of a file can be rewritten, as a finding; nothing in most languages. */
  findObstacle?(file: SourceFile): string | undefined
  /** The read of Vobiz's header beside one of Plivo's, in code that was rewritten before, and the node of both; `text` where the read alone is
   * written otherwise than beside the other. */
  findPartner(
    read: HeaderRead,
  ): { readonly whole: Node; readonly right: Node; readonly text?: string | undefined } | undefined
  /** What makes one parameter again of two that a framework fills; nothing in most languages. */
  findJoined?(file: SourceFile, read: HeaderRead): readonly Edit[] | undefined
  /** The values of a variable, constant, property or function call; `undefined` for any other expression. */
  getOrigins(file: SourceFile, node: Node): Origins | undefined
  /** The innermost function around a node. */
  findFunction(node: Node): Node | undefined
  /** Every call of a file with its arguments. */
  getCalls(
    file: SourceFile,
  ): readonly { readonly call: Node; readonly callee: string; readonly given: readonly Node[] }[]
  /** Whether a call goes to a function of the file itself. */
  isLocalCall(file: SourceFile, call: Node): boolean
  findUses(file: SourceFile): Uses
  /** The edits by which calls lead to the helper file, and the ones that bring it in. */
  redirect(file: SourceFile, calls: readonly HelperCall[], target: Target): ReadonlyMap<HelperCall, Placement>
  /** Checks written by hand; where a language has none of it, all of them are for a person. */
  readonly handWritten?: {
    find(file: SourceFile): readonly HandWritten[]
    /** The call that replaces a check, and the edits that bring the helper file in. */
    replace(file: SourceFile, check: HandWritten, token: string, target: Target): Placement
  }
  /** Computes an HMAC in code that is about Plivo. */
  findHmacs(file: SourceFile): readonly Node[]
  /** Whether a function is called nowhere in its file. */
  isUncalled(file: SourceFile, fn: Node): boolean
  toVobizToken(file: SourceFile, token: Node): VobizToken
  /** Both tokens in one expression. */
  pairTokens(plivo: string, vobiz: string): string
  /** Vobiz's token alone as the helper takes it, where that is not the token itself. */
  wrapToken?(vobiz: string): string
  /** Vobiz's token of such an expression; `undefined` when it is no such expression, `null` without one. */
  findPairedToken(node: Node): Node | null | undefined
  /** Whether a header named outside every check is one that is sent or set. */
  isSent(literal: HeaderLiteral): boolean
}
