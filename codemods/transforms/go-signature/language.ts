import { GO } from '../../src/grammar/go.ts'
import { getSdkNames } from '../../src/grammar/sdk.ts'
import { getField, getRange, is, isSame, isWithin, type Node } from '../../src/grammar/tree.ts'
import type { HeaderLiteral, HelperCall, Placement, SignatureLanguage } from '../../src/signature-calls/language.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Edit, Target } from '../../src/touchpoint.ts'
import { findHandWritten, replaceHandWritten } from './hand-written.ts'
import { findHmacs, isUncalled } from './hmac.ts'
import { changeImports } from './imports.ts'
import { findFunction, findLocalFunction, getOrigins } from './names.ts'
import { createHelperFile, findModule, getAlias, getImportPath, HELPER } from './placement.ts'
import { findPartner, getNamings, joinReads, renameRead, toRead } from './reads.ts'
import { findPairedToken, needsOs, pairTokens, toVobizToken, wrapToken } from './token.ts'
import { getCalls, getGoTree, getStringValue, quoteLike } from './tree.ts'
import { findPackageNames, findUses } from './uses.ts'

/** How signature checks are written in Go. */
export const go: SignatureLanguage = {
  name: 'go',
  needs: /ValidateSignature|x-plivo-signature|hmac\.New/i,
  getTree: getGoTree,
  getStrings: (file) =>
    GO.strings
      .flatMap((kind) => getGoTree(file).getNodes(kind))
      .sort((a, b) => a.range().start.index - b.range().start.index),
  getStringValue,
  quoteLike,
  getNamings,
  toRead,
  joinReads,
  renameRead,
  dropSupport,
  findPartner,
  getOrigins,
  findFunction,
  getCalls: (file) =>
    getCalls(file).map(({ node, name, arguments: given }) => ({
      call: node,
      callee: name,
      given: given.map(({ value }) => value),
    })),
  isLocalCall: (file, call) => findLocalFunction(file, call) !== undefined,
  findUses,
  redirect,
  findObstacle: (file) => (findModule(file) === undefined ? 'signature-no-module' : undefined),
  supportReads: (file, target) =>
    target === 'both'
      ? {
          file: createHelperFile(file, target),
          edits: changeImports(file, { add: [getImportPath(file)], remove: [] }),
          notes: [],
        }
      : undefined,
  handWritten: { find: findHandWritten, replace: replaceHandWritten },
  findHmacs,
  isUncalled,
  toVobizToken,
  pairTokens: (plivo, vobiz) => pairTokens(HELPER, plivo, vobiz),
  wrapToken: (vobiz) => wrapToken(HELPER, vobiz),
  findPairedToken,
  isSent,
}

/** Calls go to our package instead of the SDK's; its import goes where nothing else of the file uses it. */
function redirect(file: SourceFile, calls: readonly HelperCall[], target: Target): ReadonlyMap<HelperCall, Placement> {
  const alias = getAlias(file)
  const refs = calls.flatMap((use) => use.refs)
  const freed = getSdkNames(file).imports.filter((one) => {
    const name = one.local ?? 'plivo'
    const uses = one.path.endsWith('/xml') || one.isWildcard ? [] : findPackageNames(file, name)
    return uses.length > 0 && uses.every((use) => refs.some((ref) => isSame(ref, use)))
  })
  const isOs = calls.some(({ roles }) => {
    const token = roles?.get('token')
    return token !== undefined && findPairedToken(token) === undefined && needsOs(file, toVobizToken(file, token).text)
  })
  const imports = changeImports(file, {
    add: [getImportPath(file), ...(isOs ? ['os'] : [])],
    remove: freed.map(({ node }) => node),
  })
  const notes = freed.map(({ node }) => ({ code: 'signature-helper-imported', range: getRange(node) }))
  return new Map(
    calls.map((use) => {
      const own = use.refs.filter((ref) => ref.text() !== alias).map((ref) => ({ ...getRange(ref), text: alias }))
      return [use, { file: createHelperFile(file, target), edits: [...own, ...imports], notes }]
    }),
  )
}

/** The import of our package, where reads of both headers were all that used it. */
function dropSupport(file: SourceFile, reads: readonly Node[]): readonly Edit[] {
  const imported = GO.getImports(getGoTree(file)).filter(({ path }) => path.split('/').at(-1) === HELPER)
  const uses = findPackageNames(file, getAlias(file))
  const isFree = uses.every((use) => reads.some((read) => isWithin(getRange(use), getRange(read))))
  return isFree ? changeImports(file, { add: [], remove: imported.map(({ node }) => node) }) : []
}

/** A key of a map, the target of an assignment, or the first of two arguments: `header.Set("X-…", value)`. */
function isSent({ node }: HeaderLiteral): boolean {
  const parent = node.parent()
  if (is(parent, 'literal_element')) return isSame(parent?.parent()?.children()[0], parent)
  const list = is(parent, 'index_expression') ? parent?.parent() : undefined
  const statement = list?.parent()
  if (statement && is(statement, 'assignment_statement')) return isSame(getField(statement, 'left'), list)
  const given: readonly Node[] = is(parent, 'argument_list') ? (parent?.namedChildren() ?? []) : []
  return given.length > 1 && isSame(given[0], node)
}
