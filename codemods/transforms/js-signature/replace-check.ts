import type { Node } from '@babel/types'
import { removeFromList, removeLine, removeSpecifiers } from '../../src/javascript/imports.ts'
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
import { findLastLoad, findReplacedChecks, type HandWrittenCheck, isRequire } from './recognise-check.ts'

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
  needs: /createHmac/,
  stage: -1,
  find: (file) =>
    findReplacedChecks(file).map(
      ({ function: node }): Touchpoint => ({ transform: name, kind: 'signature-validate', range: getRange(node) }),
    ),
  rewrite({ range }, file, { target }) {
    const tree = getTree(file)
    const checks = findReplacedChecks(file)
    const check = checks.find(({ function: node }) => getRange(node).start === range.start)
    if (check === undefined || !isFinished(file, { checks, target })) return { edits: [], notes: [] }
    const call = toCall(check, getLocals(tree, checks).get(check.scheme) ?? HELPERS[check.scheme])
    return {
      edits: [replaceBody(tree, check, call), ...editLoads(tree, checks, getLocals(tree, checks))],
      notes: [
        { code: 'signature-hand-written-replaced', range: { start: range.start, end: getRange(check.body).start } },
      ],
    }
  },
}

const getLocals = (tree: Tree, checks: readonly HandWrittenCheck[]): ReadonlyMap<'v2' | 'v3', string> =>
  new Map(checks.map(({ scheme }) => [scheme, chooseHelperName(tree, HELPERS[scheme])]))

/** Whether the second step will carry every replaced check to the end: no call of the SDK's helper may be left. */
function isFinished(
  file: SourceFile,
  { checks, target }: { readonly checks: readonly HandWrittenCheck[]; readonly target: Target },
): boolean {
  const tree = getTree(file)
  const locals = getLocals(tree, checks)
  const bodies = checks.map((check) => replaceBody(tree, check, toCall(check, locals.get(check.scheme) ?? '')))
  const text = rewriteText(file.text, [...bodies, ...editLoads(tree, checks, locals)])
  const sites = analyse({ ...file, text }, { target }).filter(({ kind }) => kind === 'signature-validate')
  const rewritten = sites.filter(({ rewrite }) => 'edits' in rewrite && (rewrite.packages ?? []).length > 0)
  return rewritten.length >= checks.length && sites.every(({ rewrite }) => 'edits' in rewrite)
}

const chooseHelperName = (tree: Tree, helper: string): string =>
  chooseName(tree, helper, { isTaken: false, toLonger: (one) => one.replace(/^validate/, 'validateWebhook') })

/** The helper's call in the SDK's order of arguments. */
function toCall({ scheme, url, nonce, signature, token, method, params }: HandWrittenCheck, local: string): string {
  const given =
    scheme === 'v2'
      ? [url, nonce.text, signature.text, token]
      : [
          method ?? (params === undefined ? "'GET'" : "'POST'"),
          url,
          nonce.text,
          token,
          signature.text,
          ...(params ? [params] : []),
        ]
  return `${local}(${given.join(', ')})`
}

function replaceBody(tree: Tree, { body }: HandWrittenCheck, call: string): Edit {
  const { start, end } = getRange(body)
  const [first] = body.body
  const ending = getLineEnding(tree.text)
  const line = (at: number): string =>
    /^[ \t]*/.exec(tree.text.slice(tree.text.lastIndexOf('\n', at - 1) + 1))?.[0] ?? ''
  const inner = first === undefined ? line(start) : line(getRange(first).start)
  const semicolon = body.body.some((statement) => getText(tree, statement).endsWith(';')) ? ';' : ''
  return { start: start + 1, end: end - 1, text: `${ending}${inner}return ${call}${semicolon}${ending}${line(end)}` }
}

/** Loads the helper, and no longer loads what only the replaced checks used of node:crypto. */
function editLoads(
  tree: Tree,
  checks: readonly HandWrittenCheck[],
  locals: ReadonlyMap<'v2' | 'v3', string>,
): readonly Edit[] {
  const last = findLastLoad(tree)
  if (last === undefined) return []
  const quote = getQuote(tree)
  const names = [...locals].map(([scheme, local]) => ({ name: HELPERS[scheme], local }))
  const isImport = last.type === 'ImportDeclaration'
  const list = names.map(({ name: one, local }) => (one === local ? one : `${one}${isImport ? ' as ' : ': '}${local}`))
  const specifier = `${quote}${SDK}${quote}`
  const code = isImport
    ? `import { ${list.join(', ')} } from ${specifier}`
    : `const { ${list.join(', ')} } = require(${specifier})`
  const semicolon = getText(tree, last).endsWith(';') ? ';' : ''
  const crypto = findCryptoLoads(
    tree,
    checks.map(({ body }) => getRange(body)),
  )
  const isLastGone = crypto.some(({ statement, isWhole }) => statement === last && isWhole)
  const added: Edit = isLastGone
    ? { ...getRange(last), text: code + semicolon }
    : { start: getRange(last).end, end: getRange(last).end, text: `${getLineEnding(tree.text)}${code}${semicolon}` }
  return [added, ...crypto.flatMap((load) => (load.statement === last && load.isWhole ? [] : load.edits))]
}

interface CryptoLoad {
  readonly statement: Node
  /** Whether nothing of the statement is left. */
  readonly isWhole: boolean
  readonly edits: readonly Edit[]
}

function findCryptoLoads(tree: Tree, gone: readonly Range[]): readonly CryptoLoad[] {
  const scopes = getScopes(tree)
  const isFreed = (identifier: Node, local: string): boolean => {
    const binding = scopes.lookup(local, identifier)
    const uses = binding === undefined ? [] : scopes.getReferences(binding)
    const isGone = (use: Node): boolean =>
      gone.some(({ start, end }) => getRange(use).start >= start && getRange(use).end <= end)
    return uses.length > 0 && uses.every(isGone)
  }
  return tree.root.program.body.flatMap((statement): readonly CryptoLoad[] => {
    if (statement.type === 'ImportDeclaration' && isCrypto(statement.source.value)) {
      const kept = statement.specifiers.filter(({ local }) => !isFreed(local, local.name))
      if (kept.length === statement.specifiers.length) return []
      const isWhole = kept.length === 0
      const edits = isWhole ? [removeLine(tree, statement)] : removeSpecifiers(tree, statement, kept)
      return [{ statement, isWhole, edits }]
    }
    return statement.type === 'VariableDeclaration' ? findRequiredCrypto(tree, statement, isFreed) : []
  })
}

function findRequiredCrypto(
  tree: Tree,
  statement: NodeOf<'VariableDeclaration'>,
  isFreed: (identifier: Node, local: string) => boolean,
): readonly CryptoLoad[] {
  const [declarator, ...more] = statement.declarations
  if (declarator === undefined || more.length > 0 || !declarator.init || !isRequire(declarator.init)) return []
  const load = unwrap(declarator.init)
  if (load.type !== 'CallExpression' || !isCrypto(getStringValue(load.arguments[0]) ?? '')) return []
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

const isCrypto = (module: string): boolean => module === 'crypto' || module === 'node:crypto'
