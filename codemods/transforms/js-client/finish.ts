import type { Node } from '@babel/types'
import { createEvaluator } from '../../src/javascript/evaluate.ts'
import { removeFromList, removeLine, removeSpecifiers } from '../../src/javascript/imports.ts'
import { REST_CLIENT, SPLIT, SPLIT_TYPE, toLongerName } from '../../src/javascript/rest-client.ts'
import { type Binding, getScopes } from '../../src/javascript/scopes.ts'
import { findSdkRole } from '../../src/javascript/sdk-modules.ts'
import {
  getKeyName,
  getRange,
  getStringValue,
  getText,
  getTree,
  type NodeOf,
  type Tree,
  unwrap,
} from '../../src/javascript/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Edit, Range } from '../../src/touchpoint.ts'
import type { ClientSite } from './site.ts'

const CLIENT = 'Client'
/** What only a client of both providers has. */
const SPLIT_ONLY = /^(?:setRoute|learn|ownerOf|counters|plivo|vobiz)$/

type Call = NodeOf<'CallExpression'>

/** A client of both providers, and the part of it that is kept. */
interface SplitCall {
  readonly call: Call
  readonly vobiz: Node
}

/** Calls that make a client of both providers. */
export function findSplitCalls(tree: Tree): readonly Call[] {
  if (!tree.text.includes(REST_CLIENT)) return []
  const evaluate = createEvaluator(tree, (specifier) => specifier === REST_CLIENT)
  return tree.getNodes('CallExpression').filter(({ callee }) => {
    const value = evaluate(callee)
    return value?.kind === 'member' && value.name === SPLIT
  })
}

/** Clients of both providers become Vobiz's alone, and nothing of the cut-over is left. */
export function findFinishSites(file: SourceFile): readonly ClientSite[] {
  if (!file.text.includes(REST_CLIENT) || !file.text.includes(SPLIT)) return []
  const tree = getTree(file)
  const evaluate = createEvaluator(tree, (specifier) => specifier === REST_CLIENT)
  const isMember = (node: Node, name: string): boolean => {
    const value = evaluate(node)
    return value?.kind === 'member' && value.name === name
  }
  const calls = findSplitCalls(tree)
  const split = calls.flatMap((call): readonly SplitCall[] => {
    const vobiz = getVobizClient(call)
    return vobiz === undefined ? [] : [{ call, vobiz }]
  })
  const steering = [...tree.getNodes('MemberExpression'), ...tree.getNodes('OptionalMemberExpression')].filter(
    (node) => {
      const value = evaluate(node.object)
      const isSplit =
        value?.kind === 'made' && (value.by === SPLIT || value.by === SPLIT_TYPE) && value.path.length === 0
      return isSplit && SPLIT_ONLY.test(getKeyName(node.property, node.computed) ?? '')
    },
  )
  if (split.length < calls.length || steering.length > 0) {
    const code = steering.length > 0 ? 'sdk-split-steered' : 'sdk-split-options'
    const nodes: readonly Node[] = steering.length > 0 ? steering : calls
    return nodes.map((node) => ({ kind: 'sdk-client', range: getRange(node), rewrite: { task: { code } } }))
  }
  const types = tree
    .getNodes('TSTypeReference')
    .flatMap(({ typeName }) => (typeName.type === 'Identifier' && isMember(typeName, SPLIT_TYPE) ? [typeName] : []))
  if (split.length === 0 && types.length === 0) return []
  const names = planNames(tree, split)
  const imports = [...names.edits, ...removeSdk(tree, split)]
  const packages = [REST_CLIENT]
  return [
    ...split.map(({ call, vobiz }): ClientSite => {
      const range = getRange(call)
      const edits = [{ ...range, text: names.write(vobiz) }, ...imports]
      return { kind: 'sdk-client', range, rewrite: { edits, notes: [{ code: 'sdk-client-moved' }], packages } }
    }),
    ...types.map((node): ClientSite => {
      const edits = [{ ...getRange(node), text: names.local }, ...imports]
      return {
        kind: 'sdk-client',
        range: getRange(node),
        rewrite: { edits, notes: [{ code: 'sdk-client-type' }], packages },
      }
    }),
  ]
}

function getVobizClient(call: Call): Node | undefined {
  const [argument, ...rest] = call.arguments
  if (argument?.type !== 'ObjectExpression' || rest.length > 0) return undefined
  for (const property of argument.properties)
    if (property.type === 'ObjectProperty' && getKeyName(property.key, property.computed) === 'vobiz')
      return getMade(property.value)
  return undefined
}

/** `() => new Client()` makes what `new Client()` does; a function that does more is none that can be taken apart. */
function getMade(outer: Node): Node | undefined {
  const node = unwrap(outer)
  if (node.type !== 'ArrowFunctionExpression') return /Function/.test(node.type) ? undefined : outer
  return node.body.type === 'BlockStatement' || node.params.length > 0 || node.async ? undefined : node.body
}

interface Names {
  readonly edits: readonly Edit[]
  /** What the file calls our client. */
  readonly local: string
  /** The text of a node, our client under its name. */
  readonly write: (node: Node) => string
}

/** Takes the names of the cut-over out of our import, and gives our client its own name back once it is free. */
function planNames(tree: Tree, split: readonly SplitCall[]): Names {
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

const contains = (outer: Range, inner: Range): boolean => inner.start >= outer.start && inner.end <= outer.end

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
    if (getLoaded(unwrap(declarator.init)) !== REST_CLIENT) return []
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

/** The module that `require` or `import()` loads. */
function getLoaded(node: Node): string | undefined {
  if (node.type === 'ImportExpression') return getStringValue(node.source)
  if (node.type !== 'CallExpression') return undefined
  const isLoad = node.callee.type === 'Import' || (node.callee.type === 'Identifier' && node.callee.name === 'require')
  return isLoad ? getStringValue(node.arguments[0]) : undefined
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

/** Uses that go away with the part of each client that speaks to Plivo. */
const isGone = (split: readonly SplitCall[], node: Node): boolean =>
  split.some(
    ({ call, vobiz }) => contains(getRange(call), getRange(node)) && !contains(getRange(vobiz), getRange(node)),
  )

/** A name of the SDK that nothing uses any more. */
interface Freed {
  readonly binding: Binding
  readonly node: Node
}

type Candidate = { readonly node: Node; readonly binding: Binding | undefined }

function findFreed(tree: Tree, split: readonly SplitCall[]): readonly Freed[] {
  const scopes = getScopes(tree)
  const names = tree
    .getNodes('ImportDeclaration')
    .flatMap((statement): readonly Candidate[] =>
      findSdkRole(statement.source.value) === undefined
        ? []
        : statement.specifiers.map((node) => ({ node, binding: scopes.lookup(node.local.name, node.local) })),
    )
  const required = tree.getNodes('VariableDeclarator').flatMap((declarator): readonly Candidate[] => {
    const module = declarator.init && getLoaded(getBase(declarator.init))
    if (typeof module !== 'string' || findSdkRole(module) === undefined) return []
    if (declarator.id.type === 'Identifier') {
      return [{ node: declarator, binding: scopes.lookup(declarator.id.name, declarator.id) }]
    }
    if (declarator.id.type !== 'ObjectPattern') return []
    return declarator.id.properties.flatMap((node): readonly Candidate[] => {
      if (node.type !== 'ObjectProperty' || node.value.type !== 'Identifier') return []
      return [{ node, binding: scopes.lookup(node.value.name, node.value) }]
    })
  })
  const equals = tree.getNodes('TSImportEqualsDeclaration').flatMap((node): readonly Candidate[] => {
    const { moduleReference } = node
    const module =
      moduleReference.type === 'TSExternalModuleReference' ? getStringValue(moduleReference.expression) : undefined
    return module === undefined || findSdkRole(module) === undefined
      ? []
      : [{ node, binding: scopes.lookup(node.id.name, node.id) }]
  })
  return [...names, ...required, ...equals].flatMap(({ node, binding }): readonly Freed[] => {
    if (binding === undefined) return []
    const uses = scopes.getReferences(binding)
    return uses.length > 0 && uses.every((use) => isGone(split, use)) ? [{ node, binding }] : []
  })
}

/** `require('plivo').default` loads what `require('plivo')` does. */
function getBase(node: Node): Node {
  const inner = unwrap(node)
  return inner.type === 'MemberExpression' ? getBase(inner.object) : inner
}

/** Whether `Client` means nothing else once the SDK's import is gone. */
function isFreed(tree: Tree, split: readonly SplitCall[]): boolean {
  const declared = findFreed(tree, split).filter(({ binding }) => binding.name === CLIENT)
  const scopes = getScopes(tree)
  if (!scopes.isDeclared(CLIENT)) return true
  return declared.length > 0 && declared.length === scopes.countDeclared(CLIENT)
}

function removeSdk(tree: Tree, split: readonly SplitCall[]): readonly Edit[] {
  const freed = new Set<Node>(findFreed(tree, split).map(({ node }) => node))
  const edits: Edit[] = []
  for (const statement of tree.getNodes('ImportDeclaration')) {
    const { specifiers } = statement
    const kept = specifiers.filter((one) => !freed.has(one))
    if (kept.length === specifiers.length) continue
    if (kept.length === 0) edits.push(removeLine(tree, statement))
    else edits.push(...removeSpecifiers(tree, statement, kept))
  }
  for (const statement of tree.getNodes('TSImportEqualsDeclaration'))
    if (freed.has(statement)) edits.push(removeLine(tree, statement))
  for (const declaration of tree.getNodes('VariableDeclaration')) {
    const kept = declaration.declarations.filter((one) => !isDeclaratorFreed(one, freed))
    if (kept.length === 0) edits.push(removeLine(tree, declaration))
    else if (kept.length < declaration.declarations.length)
      edits.push(...removeFromList(declaration.declarations, kept))
    for (const { id } of kept) {
      if (id.type !== 'ObjectPattern') continue
      const left = id.properties.filter((one) => !freed.has(one))
      if (left.length < id.properties.length) edits.push(...removeFromList(id.properties, left))
    }
  }
  return edits
}

function isDeclaratorFreed(declarator: NodeOf<'VariableDeclarator'>, freed: ReadonlySet<Node>): boolean {
  if (freed.has(declarator)) return true
  const { id } = declarator
  return id.type === 'ObjectPattern' && id.properties.length > 0 && id.properties.every((one) => freed.has(one))
}
