import type { Node } from '@babel/types'
import { getLineEnding } from '../positions.ts'
import type { Edit, Range } from '../touchpoint.ts'
import { type Binding, getScopes } from './scopes.ts'
import type { ModuleRef, Origin } from './sdk-values.ts'
import { getRange, getText, type NodeOf, type Tree } from './tree.ts'

/** A name of our module, and what the file calls it. */
export interface Imported {
  readonly name: string
  readonly local: string
  /** Whether the import of it alone is marked as a type. */
  readonly isType?: boolean
}

/** How imports are written in a file. */
export interface ImportContext {
  readonly tree: Tree
  /** Our module for the target. */
  readonly module: string
  /** Origins that leave the SDK: every use of each is rewritten. */
  readonly moved: ReadonlySet<Origin>
  /** Names that uses of the SDK's module object are replaced by, per module object. */
  readonly needed: ReadonlyMap<Binding, readonly Imported[]>
}

/** A module specifier in the quotes of another. */
export function quoteLike(tree: Tree, literal: Node, text: string): string {
  const quote = getText(tree, literal).charAt(0)
  return `${quote}${text}${quote}`
}

const replaceLiteral = ({ tree, module }: ImportContext, literal: Node): Edit => ({
  ...getRange(literal),
  text: quoteLike(tree, literal, module),
})

/** Whether every use of a name that holds the SDK's module object goes away. */
function isFreed(context: ImportContext, binding: Binding): boolean {
  const { tree, moved } = context
  if (isExported(tree, binding)) return false
  const gone = [...moved].flatMap((origin) =>
    origin.kind === 'member'
      ? [getRange(origin.node)]
      : origin.kind === 'property'
        ? getRemovedPattern(context, origin)
        : [],
  )
  const uses = getScopes(tree).getReferences(binding)
  return uses.length > 0 && uses.every((use) => gone.some((range) => isWithin(getRange(use), range)))
}

/** Whether the declaration of a name is itself exported. */
function isExported(tree: Tree, { origin }: Binding): boolean {
  return origin.kind === 'variable' && tree.getParent(origin.declaration)?.type === 'ExportNamedDeclaration'
}

const isWithin = (inner: Range, outer: Range): boolean => inner.start >= outer.start && inner.end <= outer.end

/** `const { helper } = plivo` goes away as a whole when nothing else is taken out. */
function getRemovedPattern({ tree, moved }: ImportContext, origin: Origin & { kind: 'property' }): readonly Range[] {
  const pattern = tree.getParent(origin.node)
  const declarator = pattern && tree.getParent(pattern)
  if (pattern?.type !== 'ObjectPattern' || declarator?.type !== 'VariableDeclarator' || !declarator.init) return []
  const nodes = new Set<Node>([...moved].map(({ node }) => node))
  return pattern.properties.every((property) => nodes.has(property)) ? [getRange(declarator.init)] : []
}

/** The edits of an ESM import declaration from which names move. */
export function editImport(context: ImportContext, declaration: NodeOf<'ImportDeclaration'>): readonly Edit[] {
  const { tree, moved, needed } = context
  const movedSpecifiers = new Set<Node>(
    [...moved].flatMap((origin) => (origin.kind === 'specifier' ? [origin.node] : [])),
  )
  const names: Imported[] = []
  const kept: Node[] = []
  for (const specifier of declaration.specifiers) {
    const binding = getScopes(tree).lookup(specifier.local.name, specifier.local)
    const wanted = (binding && needed.get(binding)) ?? []
    names.push(...wanted)
    if (movedSpecifiers.has(specifier) && specifier.type === 'ImportSpecifier') {
      const name = specifier.imported.type === 'Identifier' ? specifier.imported.name : specifier.imported.value
      names.push({ name, local: specifier.local.name, isType: specifier.importKind === 'type' })
    } else if (!(binding && isFreed(context, binding))) kept.push(specifier)
  }
  if (names.length === 0)
    return kept.length === 0 ? [removeLine(tree, declaration)] : removeSpecifiers(tree, declaration, kept)
  if (kept.length === 0 && movedSpecifiers.size > 0 && declaration.specifiers.every((one) => movedSpecifiers.has(one)))
    return [replaceLiteral(context, declaration.source)]
  const source = quoteLike(tree, declaration.source, context.module)
  const keyword = declaration.importKind === 'type' ? 'import type' : 'import'
  if (kept.length === 0) {
    const text = `${keyword} { ${names.map(toImportSpecifier).join(', ')} } from ${source}`
    return [{ start: getRange(declaration).start, end: getRange(declaration.source).end, text }]
  }
  const insertion = insertAfter(
    tree,
    declaration,
    `${keyword} { ${names.map(toImportSpecifier).join(', ')} } from ${source}`,
  )
  return [...removeSpecifiers(tree, declaration, kept), insertion]
}

const toImportSpecifier = ({ name, local, isType }: Imported): string =>
  `${isType ? 'type ' : ''}${name === local ? name : `${name} as ${local}`}`
const toPatternProperty = ({ name, local }: Imported): string => (name === local ? name : `${name}: ${local}`)

export function removeSpecifiers(
  tree: Tree,
  declaration: NodeOf<'ImportDeclaration'>,
  kept: readonly Node[],
): readonly Edit[] {
  const { specifiers } = declaration
  if (kept.length === specifiers.length) return []
  const named = specifiers.filter(({ type }) => type === 'ImportSpecifier')
  const keptNamed = named.filter((one) => kept.includes(one))
  const keptWhole = specifiers.filter((one) => one.type !== 'ImportSpecifier' && kept.includes(one))
  const isWholeKept = keptWhole.length === specifiers.length - named.length
  if (keptNamed.length > 0 && isWholeKept) return removeFromList(named, keptNamed)
  const parts = [
    ...keptWhole.map((one) => getText(tree, one)),
    ...(keptNamed.length > 0 ? [`{ ${keptNamed.map((one) => getText(tree, one)).join(', ')} }`] : []),
  ]
  const { start } = getRange(declaration)
  const clause = /^import\s+(?:type\s+)?/.exec(tree.text.slice(start))?.[0].length ?? 0
  const end = tree.text.lastIndexOf('from', getRange(declaration.source).start)
  return [{ start: start + clause, end, text: `${parts.join(', ')} ` }]
}

/** Takes items out of a comma-separated list, each with the comma and blanks that belong to it. */
export function removeFromList(items: readonly Node[], kept: readonly Node[]): readonly Edit[] {
  return items.flatMap((item, index) => {
    if (kept.includes(item)) return []
    const { start, end } = getRange(item)
    const next = items[index + 1]
    if (next !== undefined && items.slice(index + 1).some((one) => kept.includes(one)))
      return [{ start, end: getRange(next).start, text: '' }]
    const before = items[index - 1]
    return [{ start: before === undefined ? start : getRange(before).end, end, text: '' }]
  })
}

/** A statement on a line of its own after another, indented and ended like it. */
export function insertAfter(tree: Tree, statement: Node, code: string): Edit {
  const { start, end } = getRange(statement)
  const line = tree.text.slice(tree.text.lastIndexOf('\n', start - 1) + 1, start)
  const indent = /^[ \t]*/.exec(line)?.[0] ?? ''
  const semicolon = tree.text.charAt(end - 1) === ';' ? ';' : ''
  return { start: end, end, text: `${getLineEnding(tree.text)}${indent}${code}${semicolon}` }
}

/** The edits of a declaration such as `const plivo = require('plivo')` or `const { helper } = await import('plivo')`. */
export function editDeclarator(
  context: ImportContext,
  declarator: NodeOf<'VariableDeclarator'>,
  ref: ModuleRef,
): readonly Edit[] {
  const { tree, needed, moved } = context
  const declaration = tree.getParent(declarator)
  if (declaration?.type !== 'VariableDeclaration' || !declarator.init) return []
  if (ref.binding !== undefined && !isWithin(getRange(ref.literal), getRange(declarator)))
    return editLocalPattern(context, declarator)
  const load = loadText(context, ref)
  if (declarator.id.type === 'Identifier') {
    const binding = getScopes(tree).lookup(declarator.id.name, declarator.id)
    const names = (binding && needed.get(binding)) ?? []
    if (names.length === 0) return binding && isFreed(context, binding) ? [removeDeclarator(tree, declarator)] : []
    const pattern = `{ ${names.map(toPatternProperty).join(', ')} }`
    if (binding === undefined || !isFreed(context, binding))
      return [insertAfter(tree, declaration, `${declaration.kind} ${pattern} = ${load}`)]
    return [{ ...getRange(declarator.id), text: pattern }, ...replaceLoad(context, declarator.init, ref)]
  }
  if (declarator.id.type !== 'ObjectPattern') return []
  const names: Imported[] = []
  const kept: Node[] = []
  const replaced: Edit[] = []
  for (const property of declarator.id.properties) {
    const origin = [...moved].find((one) => one.kind === 'property' && one.node === property)
    const binding = property.type === 'ObjectProperty' ? findBindingOf(tree, property) : undefined
    const wanted = (binding && needed.get(binding)) ?? []
    if (origin?.kind === 'property') names.push({ name: getText(tree, origin.node.key), local: origin.binding.name })
    else if (wanted.length > 0) {
      names.push(...wanted)
      if (binding && isFreed(context, binding))
        replaced.push({ ...getRange(property), text: wanted.map(toPatternProperty).join(', ') })
      else kept.push(property)
    } else kept.push(property)
  }
  if (names.length === 0) return []
  if (kept.length === 0) return [...replaced, ...replaceLoad(context, declarator.init, ref)]
  const insertion = insertAfter(
    tree,
    declaration,
    `${declaration.kind} { ${names.map(toPatternProperty).join(', ')} } = ${load}`,
  )
  return [...removeFromList(declarator.id.properties, kept), insertion]
}

/** `const { helper } = plivo`: the name comes from the new import instead. */
function editLocalPattern({ tree, moved }: ImportContext, declarator: NodeOf<'VariableDeclarator'>): readonly Edit[] {
  const declaration = tree.getParent(declarator)
  if (declarator.id.type !== 'ObjectPattern' || declaration?.type !== 'VariableDeclaration') return []
  const gone = new Set<Node>([...moved].map(({ node }) => node))
  const { properties } = declarator.id
  const kept = properties.filter((property) => !gone.has(property))
  if (kept.length > 0) return removeFromList(properties, kept)
  if (declaration.declarations.length === 1) return [removeLine(tree, declaration)]
  const others = declaration.declarations.filter((one) => one !== declarator)
  return removeFromList(declaration.declarations, others)
}

/** A declaration that nothing is left of, or one of several in a statement. */
function removeDeclarator(tree: Tree, declarator: NodeOf<'VariableDeclarator'>): Edit {
  const declaration = tree.getParent(declarator)
  if (declaration?.type !== 'VariableDeclaration' || declaration.declarations.length === 1)
    return removeLine(tree, declaration ?? declarator)
  const others = declaration.declarations.filter((one) => one !== declarator)
  return removeFromList(declaration.declarations, others)[0] ?? { ...getRange(declarator), text: '' }
}

/** A statement and, when it has the line to itself, the line. */
export function removeLine(tree: Tree, statement: Node): Edit {
  const { start, end } = getRange(statement)
  const before = tree.text.lastIndexOf('\n', start - 1) + 1
  const after = /^[ \t]*(?:\r\n|\n|\r)/.exec(tree.text.slice(end))?.[0].length
  const isAlone = tree.text.slice(before, start).trim() === '' && after !== undefined
  return isAlone ? { start: before, end: end + after, text: '' } : { start, end, text: '' }
}

function findBindingOf(tree: Tree, property: NodeOf<'ObjectProperty'>): Binding | undefined {
  const { value } = property
  const target = value.type === 'AssignmentPattern' ? value.left : value
  return target.type === 'Identifier' ? getScopes(tree).lookup(target.name, target) : undefined
}

const loadText = ({ tree, module }: ImportContext, { literal, loader }: ModuleRef): string => {
  const specifier = quoteLike(tree, literal, module)
  return loader === 'dynamic' ? `await import(${specifier})` : `require(${specifier})`
}

/** Our module has no default export: `(await import('plivo')).default` becomes the plain import. */
function replaceLoad(context: ImportContext, init: Node, ref: ModuleRef): readonly Edit[] {
  return hasDefault(context.tree, init)
    ? [{ ...getRange(init), text: loadText(context, ref) }]
    : [replaceLiteral(context, ref.literal)]
}

const hasDefault = (tree: Tree, load: Node): boolean => /\.\s*default\s*$/.test(getText(tree, load))

/** The edits of `require('plivo').helper`, where no name holds the module. */
export function editInlineLoad(context: ImportContext, ref: ModuleRef): readonly Edit[] {
  const { load, loader } = ref
  if (load === undefined || !hasDefault(context.tree, load)) return [replaceLiteral(context, ref.literal)]
  const text = loadText(context, ref)
  return [{ ...getRange(load), text: loader === 'dynamic' ? `(${text})` : text }]
}

/** A statement after the imports and `require`s at the top of the file, for a module held in a way that cannot be edited. */
export function insertAtTop(
  { tree, module }: ImportContext,
  ref: ModuleRef,
  names: readonly Imported[],
): Edit | undefined {
  const isLoad = (statement: Node): boolean =>
    statement.type === 'ImportDeclaration' ||
    (statement.type === 'VariableDeclaration' && /require\(/.test(getText(tree, statement)))
  const last = tree.root.program.body.findLast(isLoad)
  if (last === undefined) return undefined
  const specifier = quoteLike(tree, ref.literal, module)
  const code =
    last.type === 'ImportDeclaration'
      ? `import { ${names.map(toImportSpecifier).join(', ')} } from ${specifier}`
      : `const { ${names.map(toPatternProperty).join(', ')} } = require(${specifier})`
  return insertAfter(tree, last, code)
}

/** The edits of `import plivo = require('plivo')`. */
export function editImportEquals(
  context: ImportContext,
  declaration: NodeOf<'TSImportEqualsDeclaration'>,
  ref: ModuleRef,
): readonly Edit[] {
  const { tree, needed, module } = context
  const binding = getScopes(tree).lookup(declaration.id.name, declaration.id)
  const names = (binding && needed.get(binding)) ?? []
  if (names.length === 0 || binding === undefined) return []
  const code = `import { ${names.map(toImportSpecifier).join(', ')} } from ${quoteLike(tree, ref.literal, module)}`
  if (!isFreed(context, binding)) return [insertAfter(tree, declaration, code)]
  const { start, end } = getRange(declaration)
  return [{ start, end: tree.text.charAt(end - 1) === ';' ? end - 1 : end, text: code }]
}
