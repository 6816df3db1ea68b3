import type { Node } from '@babel/types'
import { type Binding, getScopes } from '../../src/javascript/scopes.ts'
import type { Origin } from '../../src/javascript/sdk-values.ts'
import type { Tree } from '../../src/javascript/tree.ts'
import type { Imported } from './imports.ts'
import { EITHER, VOBIZ } from './sdk.ts'
import type { HelperCall, Uses } from './uses.ts'

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

interface NameOptions {
  readonly uses: Uses
  readonly isRewritten: (call: HelperCall) => boolean
}

/** Plans the names of one file. */
export function chooseNames(tree: Tree, { uses, isRewritten }: NameOptions): NamePlan {
  const origins = [...new Set(uses.calls.map(({ origin }) => origin))]
  const stays = (origin: Origin): boolean =>
    uses.values.some((value) => value.origin === origin) ||
    uses.calls.some((call) => call.origin === origin && !isRewritten(call))
  const moved = new Set(origins.filter((origin) => !stays(origin) && canMove(tree, origin)))
  const stuck = findStuck(tree, origins, moved)
  const needed = new Map<Binding, Imported[]>()
  const replacements = new Map<Node, string>()
  const need = (binding: Binding, name: string, local: string): void => {
    const names = needed.get(binding) ?? []
    needed.set(binding, names)
    if (!names.some((one) => one.local === local)) names.push({ name, local })
  }
  for (const call of uses.calls) {
    const { origin, helper } = call
    if (!isRewritten(call) || stuck.has(origin)) continue
    const root = origin.kind === 'specifier' ? origin.binding : origin.ref.binding
    if (moved.has(origin)) {
      if (origin.kind === 'member' && root !== undefined && origin.ref.loader !== 'then') {
        const known = findKnownName(tree, helper.name, moved)
        const local = known ?? chooseName(tree, helper.name, false)
        if (known === undefined) need(root, helper.name, local)
        replacements.set(origin.node, local)
      } else if (origin.kind === 'property' && isFromName(origin) && root !== undefined)
        need(root, helper.name, origin.binding.name)
    } else if (root !== undefined) {
      const holder = origin.kind === 'property' && !isFromName(origin) ? origin.binding : root
      const local = chooseName(tree, helper.name, true)
      need(holder, helper.name, local)
      replacements.set(call.call.callee, local)
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

/** The name under which the file imports the helper already, from us or by a specifier that moves to us. */
function findKnownName(tree: Tree, name: string, moved: ReadonlySet<Origin>): string | undefined {
  for (const origin of moved)
    if (origin.kind === 'specifier' && importedName(origin.node) === name) return origin.binding.name
  for (const declaration of tree.getNodes('ImportDeclaration'))
    if (declaration.source.value === EITHER || declaration.source.value === VOBIZ)
      for (const specifier of declaration.specifiers)
        if (specifier.type === 'ImportSpecifier' && importedName(specifier) === name) return specifier.local.name
  return undefined
}

const importedName = ({ imported }: { readonly imported: Node }): string | undefined =>
  imported.type === 'Identifier' ? imported.name : imported.type === 'StringLiteral' ? imported.value : undefined

/** The helper's own name, or a longer one when the file uses that for something else. */
function chooseName(tree: Tree, name: string, isTaken: boolean): string {
  const scopes = getScopes(tree)
  if (!isTaken && !scopes.isDeclared(name)) return name
  const longer = name.replace(/^validate/, 'validateWebhook')
  for (let index = 1; ; index += 1) {
    const candidate = index === 1 ? longer : `${longer}${index}`
    if (!scopes.isDeclared(candidate)) return candidate
  }
}
