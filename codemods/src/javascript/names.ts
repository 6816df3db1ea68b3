import type { Node } from '@babel/types'
import type { Imported } from './imports.ts'
import { type Binding, getScopes, isUse } from './scopes.ts'
import type { Origin } from './sdk-values.ts'
import type { Tree } from './tree.ts'

/** Which names move from the SDK's import to ours, and what the others are called. */
export interface NamePlan {
  /** Origins all of whose uses are rewritten. */
  readonly moved: ReadonlySet<Origin>
  /** Names to import, per name that holds the SDK's module (or the helper itself, when it stays). */
  readonly needed: ReadonlyMap<Binding, readonly Imported[]>
  /** What to write in place of a member of the module, or of a helper's name that stays. */
  readonly replacements: ReadonlyMap<Node, string>
  /** Origins that cannot be moved or replaced. */
  readonly stuck: ReadonlySet<Origin>
}

/** One use of a member of the SDK. */
export interface NameUse {
  /** The expression or type that is the member. */
  readonly node: Node
  /** Its name in the SDK and in our module. */
  readonly name: string
  readonly origin: Origin
}

interface NameOptions {
  readonly uses: readonly NameUse[]
  /** Origins that stay whatever becomes of their uses: something else needs them. */
  readonly kept: ReadonlySet<Origin>
  readonly isRewritten: (use: NameUse) => boolean
  /** Our modules, whose names in the file are used again. */
  readonly modules: readonly string[]
  /** Another name for one that the file uses for something else. */
  readonly toLonger: (name: string) => string
}

/** Plans the names of one file. */
export function chooseNames(tree: Tree, options: NameOptions): NamePlan {
  const { uses, kept, isRewritten, modules, toLonger } = options
  const origins = [...new Set(uses.map(({ origin }) => origin))]
  const stays = (origin: Origin): boolean =>
    kept.has(origin) || uses.some((use) => use.origin === origin && !isRewritten(use))
  const moved = new Set(origins.filter((origin) => !stays(origin) && canMove(tree, origin)))
  const stuck = findStuck(tree, origins, moved)
  const needed = new Map<Binding, Imported[]>()
  const replacements = new Map<Node, string>()
  const need = (binding: Binding, name: string, local: string): void => {
    const names = needed.get(binding) ?? []
    needed.set(binding, names)
    if (!names.some((one) => one.local === local)) names.push({ name, local })
  }
  for (const use of uses) {
    const { origin, name } = use
    if (!isRewritten(use) || stuck.has(origin)) continue
    const root = origin.kind === 'specifier' ? origin.binding : origin.ref.binding
    if (moved.has(origin)) {
      if (origin.kind === 'member' && root !== undefined && origin.ref.loader !== 'then') {
        const known = findKnownName(tree, { name, moved, modules })
        const local = known ?? chooseName(tree, name, { isTaken: false, toLonger })
        if (known === undefined) need(root, name, local)
        replacements.set(origin.node, local)
      } else if (origin.kind === 'property' && isFromName(origin) && root !== undefined)
        need(root, name, origin.binding.name)
    } else if (root !== undefined) {
      const holder = origin.kind === 'property' && !isFromName(origin) ? origin.binding : root
      const local = chooseName(tree, name, { isTaken: true, toLonger })
      need(holder, name, local)
      replacements.set(use.node, local)
    }
  }
  return { moved, needed, replacements, stuck }
}

/** `const { helper } = plivo`, where `plivo` is a name, not a load. */
const isFromName = (origin: Origin & { kind: 'property' }): boolean =>
  origin.ref.binding !== undefined && origin.ref.loader !== 'then' && origin.ref.binding !== origin.binding

function canMove(tree: Tree, origin: Origin): boolean {
  if (origin.kind !== 'property' || !isFromName(origin)) return true
  const root = origin.ref.binding
  if (root === undefined || (root.origin.kind !== 'variable' && root.origin.kind !== 'import'))
    return root?.origin.kind === 'import-equals'
  const outer = getScopes(tree).lookup(origin.binding.name, root.scope)
  return outer === undefined || outer === origin.binding
}

/** Origins whose module object cannot lose the helper alone: `.then((plivo) => …)`, and loads that no name holds. */
function findStuck(tree: Tree, origins: readonly Origin[], moved: ReadonlySet<Origin>): ReadonlySet<Origin> {
  const stuck = new Set<Origin>()
  for (const origin of origins) {
    if (origin.kind === 'specifier') continue
    const { binding, loader } = origin.ref
    if (loader === 'then' && !isThenFreed(tree, origin, moved)) stuck.add(origin)
    if (!moved.has(origin) && binding === undefined && origin.kind === 'member') stuck.add(origin)
  }
  return stuck
}

function isThenFreed(tree: Tree, origin: Exclude<Origin, { kind: 'specifier' }>, moved: ReadonlySet<Origin>): boolean {
  const nodes = new Set<Node>([...moved].map(({ node }) => node))
  const { binding } = origin.ref
  if (binding === undefined) {
    const pattern = tree.getParent(origin.node)
    return pattern?.type === 'ObjectPattern' && pattern.properties.every((property) => nodes.has(property))
  }
  return getScopes(tree)
    .getReferences(binding)
    .every((use) => {
      const member = tree.getParent(use)
      return member !== undefined && nodes.has(member)
    })
}

/** The name under which the file imports a member already, from us or by a specifier that moves to us. */
function findKnownName(
  tree: Tree,
  { name, moved, modules }: { name: string; moved: ReadonlySet<Origin>; modules: readonly string[] },
): string | undefined {
  for (const origin of moved)
    if (origin.kind === 'specifier' && importedName(origin.node) === name && !isType(origin.declaration, origin.node))
      return origin.binding.name
  for (const declaration of tree.getNodes('ImportDeclaration'))
    if (modules.includes(declaration.source.value))
      for (const specifier of declaration.specifiers)
        if (specifier.type === 'ImportSpecifier' && importedName(specifier) === name && !isType(declaration, specifier))
          return specifier.local.name
  return undefined
}

/** Whether an import is there for types alone, so that nothing of it can run. */
const isType = (
  declaration: { readonly importKind?: unknown },
  specifier: { readonly importKind?: unknown },
): boolean => declaration.importKind === 'type' || specifier.importKind === 'type'

const importedName = ({ imported }: { readonly imported: Node }): string | undefined =>
  imported.type === 'Identifier' ? imported.name : imported.type === 'StringLiteral' ? imported.value : undefined

/** The member's own name, or a longer one when the file uses that for something else. */
export function chooseName(
  tree: Tree,
  name: string,
  { isTaken, toLonger }: { readonly isTaken: boolean; readonly toLonger: (name: string) => string },
): string {
  const scopes = getScopes(tree)
  if (!isTaken && !scopes.isDeclared(name) && !isGlobal(tree, name)) return name
  const longer = toLonger(name)
  for (let index = 1; ; index += 1) {
    const candidate = index === 1 ? longer : `${longer}${index}`
    if (!scopes.isDeclared(candidate)) return candidate
  }
}

/** Whether a file uses a name that it does not declare: a global, such as `Response` of the web. */
function isGlobal(tree: Tree, name: string): boolean {
  return tree.getNodes('Identifier').some((node) => {
    if (node.name !== name || !isUse(tree, node)) return false
    const parent = tree.getParent(node)
    return !(parent?.type === 'TSQualifiedName' && parent.right === node)
  })
}
