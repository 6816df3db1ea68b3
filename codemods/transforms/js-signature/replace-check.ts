import type { Node } from '@babel/types'
import { removeFromList, removeLine, removeSpecifiers } from '../../src/javascript/imports.ts'
import { isRequire } from '../../src/javascript/loads.ts'
import { chooseName } from '../../src/javascript/names.ts'
import { getScopes } from '../../src/javascript/scopes.ts'
import {
  getQuote,
  getRange,
  getStringValue,
  getText,
  getTree,
  type NodeOf,
  type Tree,
  unwrap,
} from '../../src/javascript/tree.ts'
import { getLineEnding } from '../../src/positions.ts'
import { rewriteText } from '../../src/rewrite.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Edit, Range, Target, Touchpoint } from '../../src/touchpoint.ts'
import type { Transform } from '../../src/transform.ts'
import { analyse } from './analyse.ts'
import { findLastLoad } from './last-load.ts'
import { findReplacements, HASHES, type Replacement } from './replacements.ts'

const name = 'js-signature'
const SDK = 'plivo'
const HELPERS = { v2: 'validateSignature', v3: 'validateV3Signature' } as const

/**
 * The first step: a check of the application's own becomes a call of the SDK's helper, which the second step then moves
 * to our package like any other, with its tokens and the headers its callers read.
 */
export const replaceChecks: Transform = {
  name,
  languages: ['javascript', 'typescript'],
  needs: HASHES,
  stage: -1,
  find: (file) =>
    findReplacements(file).map(({ range }): Touchpoint => ({ transform: name, kind: 'signature-validate', range })),
  rewrite({ range }, file, { target }) {
    const tree = getTree(file)
    const all = findReplacements(file)
    const own = all.find((one) => one.range.start === range.start && one.range.end === range.end)
    if (own === undefined || !isFinished(file, target)) return { edits: [], notes: [] }
    const locals = getLocals(tree, all)
    return {
      edits: [...own.toEdits(locals.get(own.scheme) ?? HELPERS[own.scheme]), ...editLoads(tree, all, locals)],
      notes: [{ code: 'signature-hand-written-replaced', range: own.noteRange }],
    }
  },
}

/** What each helper is called: taken of the SDK's module where the file has that under a name, else by a name of its own. */
function getLocals(tree: Tree, all: readonly Replacement[]): ReadonlyMap<'v2' | 'v3', string> {
  const module = findModule(tree)
  return new Map(
    all.map(({ scheme }) => [
      scheme,
      module === undefined ? chooseHelperName(tree, HELPERS[scheme]) : `${module}.${HELPERS[scheme]}`,
    ]),
  )
}

/** The name at the top of a file that holds the whole SDK. */
function findModule(tree: Tree): string | undefined {
  for (const statement of tree.root.program.body) {
    if (statement.type === 'ImportDeclaration' && statement.source.value === SDK && statement.importKind !== 'type')
      for (const one of statement.specifiers) if (one.type !== 'ImportSpecifier') return one.local.name
    if (statement.type !== 'VariableDeclaration' || statement.kind !== 'const') continue
    for (const { id, init } of statement.declarations) {
      const load = init && isRequire(init) ? unwrap(init) : undefined
      if (id.type === 'Identifier' && load?.type === 'CallExpression' && getStringValue(load.arguments[0]) === SDK)
        return id.name
    }
  }
  return undefined
}

/** Whether the second step carries every replaced check to the end: no call of the SDK's helper may be left. */
export function isFinished(file: SourceFile, target: Target): boolean {
  const tree = getTree(file)
  const all = findReplacements(file)
  const locals = getLocals(tree, all)
  const bodies = all.flatMap((one) => one.toEdits(locals.get(one.scheme) ?? ''))
  const text = rewriteText(file.text, [...bodies, ...editLoads(tree, all, locals)])
  const sites = analyse({ ...file, text }, { target }).filter(({ kind }) => kind === 'signature-validate')
  const rewritten = sites.filter(({ rewrite }) => 'edits' in rewrite && (rewrite.packages ?? []).length > 0)
  return rewritten.length >= all.length && sites.every(({ rewrite }) => 'edits' in rewrite)
}

const chooseHelperName = (tree: Tree, helper: string): string =>
  chooseName(tree, helper, { isTaken: false, toLonger: (one) => one.replace(/^validate/, 'validateWebhook') })

/** Loads the helper, and no longer loads what only the replaced checks used. */
function editLoads(tree: Tree, all: readonly Replacement[], locals: ReadonlyMap<'v2' | 'v3', string>): readonly Edit[] {
  const last = findLastLoad(tree)
  const quote = getQuote(tree)
  const names = [...locals].flatMap(([scheme, local]) => (local.includes('.') ? [] : { name: HELPERS[scheme], local }))
  const isImport = last === undefined || last.type === 'ImportDeclaration'
  const list = names.map(({ name: one, local }) => (one === local ? one : `${one}${isImport ? ' as ' : ': '}${local}`))
  const specifier = `${quote}${SDK}${quote}`
  const code = isImport
    ? `import { ${list.join(', ')} } from ${specifier}`
    : `const { ${list.join(', ')} } = require(${specifier})`
  const semicolon = getText(tree, last ?? tree.root.program.body[0] ?? tree.root).endsWith(';') ? ';' : ''
  if (last === undefined) return [insertFirst(tree, code + semicolon)]
  const freed = findFreedLoads(
    tree,
    all.flatMap(({ gone }) => gone),
  )
  if (names.length === 0) return freed.flatMap(({ edits }) => edits)
  const isLastGone = freed.some(({ statement, isWhole }) => statement === last && isWhole)
  const added: Edit = isLastGone
    ? { ...getRange(last), text: code + semicolon }
    : { start: getRange(last).end, end: getRange(last).end, text: `${getLineEnding(tree.text)}${code}${semicolon}` }
  return [added, ...freed.flatMap((load) => (load.statement === last && load.isWhole ? [] : load.edits))]
}

/** A statement before the first one of a module that loads nothing yet. */
function insertFirst(tree: Tree, code: string): Edit {
  const [first] = tree.root.program.body
  const start = first?.leadingComments?.[0]?.start ?? getRange(first ?? tree.root).start
  const ending = getLineEnding(tree.text)
  return { start, end: start, text: code + ending + ending }
}

/** A statement that loads what only the replaced checks used. */
interface FreedLoad {
  readonly statement: Node
  /** Whether nothing of the statement is left. */
  readonly isWhole: boolean
  readonly edits: readonly Edit[]
}

function findFreedLoads(tree: Tree, gone: readonly Range[]): readonly FreedLoad[] {
  const scopes = getScopes(tree)
  const isFreed = (identifier: Node, local: string): boolean => {
    const binding = scopes.lookup(local, identifier)
    const uses = binding === undefined ? [] : scopes.getReferences(binding)
    const isGone = (use: Node): boolean =>
      gone.some(({ start, end }) => getRange(use).start >= start && getRange(use).end <= end)
    return uses.length > 0 && uses.every(isGone)
  }
  return tree.root.program.body.flatMap((statement): readonly FreedLoad[] => {
    if (statement.type === 'ImportDeclaration') {
      const kept = statement.specifiers.filter(({ local }) => !isFreed(local, local.name))
      if (kept.length === statement.specifiers.length) return []
      const isWhole = kept.length === 0
      const edits = isWhole ? [removeLine(tree, statement)] : removeSpecifiers(tree, statement, kept)
      return [{ statement, isWhole, edits }]
    }
    return statement.type === 'VariableDeclaration' ? findRequired(tree, statement, isFreed) : []
  })
}

function findRequired(
  tree: Tree,
  statement: NodeOf<'VariableDeclaration'>,
  isFreed: (identifier: Node, local: string) => boolean,
): readonly FreedLoad[] {
  const [declarator, ...more] = statement.declarations
  if (declarator === undefined || more.length > 0 || !declarator.init || !isRequire(declarator.init)) return []
  const load = unwrap(declarator.init)
  if (load.type !== 'CallExpression') return []
  const { id } = declarator
  if (id.type === 'Identifier')
    return isFreed(id, id.name) ? [{ statement, isWhole: true, edits: [removeLine(tree, statement)] }] : []
  if (id.type !== 'ObjectPattern') return []
  const kept = id.properties.filter(
    (one) => !(one.type === 'ObjectProperty' && one.value.type === 'Identifier' && isFreed(one.value, one.value.name)),
  )
  if (kept.length === id.properties.length) return []
  const isWhole = kept.length === 0
  return [{ statement, isWhole, edits: isWhole ? [removeLine(tree, statement)] : removeFromList(id.properties, kept) }]
}
