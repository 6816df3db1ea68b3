import type { Node } from '@babel/types'
import { removeFromList, removeLine } from '../../src/javascript/imports.ts'
import { getLoaded } from '../../src/javascript/loads.ts'
import { CLIENT, REST_CLIENT, SPLIT, SPLIT_TYPE, toLongerName } from '../../src/javascript/rest-client.ts'
import { type Binding, getScopes } from '../../src/javascript/scopes.ts'
import { getKeyName, getRange, getText, type Tree } from '../../src/javascript/tree.ts'
import type { Edit } from '../../src/touchpoint.ts'
import { isFreed } from './freed-sdk.ts'
import { contains, type SplitCall } from './split-call.ts'

/** Our client's name, and how expressions are written under it. */
export interface Names {
  readonly edits: readonly Edit[]
  /** What the file calls our client. */
  readonly local: string
  /** The text of a node, our client under its name. */
  readonly write: (node: Node) => string
}

/** Takes the names of the cut-over out of our import, and gives our client its own name back once it is free. */
export function planNames(tree: Tree, split: readonly SplitCall[]): Names {
  const holders = findHolders(tree)
  const own = holders.flatMap(({ items }) => items).find(({ name }) => name === CLIENT)
  const longer = own?.local !== undefined && own.local !== CLIENT ? own.local : undefined
  const isFree = longer?.startsWith(toLongerName(CLIENT)) === true && isFreed(tree, split)
  const local = own === undefined || isFree ? CLIENT : own.local
  const references = own === undefined || !isFree ? [] : getReferences(tree, own)
  const inside = (node: Node): boolean => split.some(({ call }) => contains(getRange(call), getRange(node)))
  return {
    local,
    edits: [
      ...holders.flatMap((holder) => editHolder(tree, holder, { isFree, local })),
      ...references.filter((node) => !inside(node)).map((node) => ({ ...getRange(node), text: CLIENT })),
    ],
    write(node) {
      const { start } = getRange(node)
      let text = getText(tree, node)
      for (const reference of [...references].reverse())
        if (contains(getRange(node), getRange(reference))) {
          const place = getRange(reference)
          text = text.slice(0, place.start - start) + CLIENT + text.slice(place.end - start)
        }
      return text
    },
  }
}

/** A name taken out of our package. */
interface Item {
  readonly node: Node
  readonly name: string
  readonly local: string
  readonly binding: Binding | undefined
  readonly isType: boolean
}

/** A statement that loads our package by names. */
interface Holder {
  readonly statement: Node
  readonly items: readonly Item[]
  readonly isType: boolean
}

function findHolders(tree: Tree): readonly Holder[] {
  const scopes = getScopes(tree)
  const imports = tree.getNodes('ImportDeclaration').flatMap((statement): readonly Holder[] => {
    if (statement.source.value !== REST_CLIENT) return []
    const items = statement.specifiers.flatMap((node): readonly Item[] => {
      if (node.type !== 'ImportSpecifier') return []
      const name = getKeyName(node.imported, false) ?? ''
      const isType = node.importKind === 'type'
      return [{ node, name, local: node.local.name, binding: scopes.lookup(node.local.name, node.local), isType }]
    })
    return [{ statement, items, isType: statement.importKind === 'type' }]
  })
  const patterns = tree.getNodes('VariableDeclaration').flatMap((statement): readonly Holder[] => {
    const [declarator] = statement.declarations
    if (statement.declarations.length !== 1 || declarator?.id.type !== 'ObjectPattern' || !declarator.init) return []
    if (getLoaded(declarator.init) !== REST_CLIENT) return []
    const items = declarator.id.properties.flatMap((node): readonly Item[] => {
      if (node.type !== 'ObjectProperty' || node.value.type !== 'Identifier') return []
      const { value } = node
      const name = getKeyName(node.key, node.computed) ?? ''
      return [{ node, name, local: value.name, binding: scopes.lookup(value.name, value), isType: false }]
    })
    return [{ statement, items, isType: false }]
  })
  return [...imports, ...patterns]
}

const getReferences = (tree: Tree, { binding }: Item): readonly Node[] =>
  binding === undefined
    ? []
    : [...getScopes(tree).getReferences(binding)].sort((a, b) => (a.start ?? 0) - (b.start ?? 0))

/** The names of one statement without those of the cut-over; a type that alone is left becomes that of our client. */
function editHolder(
  tree: Tree,
  { statement, items, isType }: Holder,
  { isFree, local }: { readonly isFree: boolean; readonly local: string },
): readonly Edit[] {
  const gone = items.filter(({ name }) => name === SPLIT || name === SPLIT_TYPE)
  if (gone.length === 0) return []
  const own = items.find(({ name }) => name === CLIENT)
  const [first] = gone
  if (own === undefined && first !== undefined && gone.some(({ name }) => name === SPLIT_TYPE)) {
    const kept = gone.find(({ name }) => name === SPLIT_TYPE) ?? first
    const text = `${kept.isType && !isType ? 'type ' : ''}${local === CLIENT ? CLIENT : `${CLIENT} as ${local}`}`
    const others = items.filter((item) => item === kept || !gone.includes(item)).map(({ node }) => node)
    return [
      { ...getRange(kept.node), text },
      ...removeFromList(
        items.map(({ node }) => node),
        others,
      ),
    ]
  }
  const kept = items.filter((item) => !gone.includes(item))
  if (kept.length === 0) return [removeLine(tree, statement)]
  const renamed = own === undefined || !isFree ? [] : [{ ...getRange(own.node), text: CLIENT }]
  return [
    ...renamed,
    ...removeFromList(
      items.map(({ node }) => node),
      kept.map(({ node }) => node),
    ),
  ]
}
