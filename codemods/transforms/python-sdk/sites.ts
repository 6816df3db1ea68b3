import { GAP_REASONS, LEGACY_ROUTES, PYTHON_GAPS, PYTHON_METHODS, PYTHON_SDK } from '@plivo-to-vobiz/mappings'
import { getBuiltElement, isBuilderPath, judgeElement } from '../../src/python/builder-element.ts'
import { getScopes } from '../../src/python/scopes.ts'
import { getPythonEvaluate } from '../../src/python/sdk-values.ts'
import { getArguments, getField, getPythonTree, getRange, is, isSame, type PyNode } from '../../src/python/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Kind, Note, Range } from '../../src/touchpoint.ts'
import { HELPER_NAMES } from '../python-signature/sdk.ts'
import { findLoads, type Load } from './loads.ts'
import { getLegacyNote, getRestNote } from './rest-call.ts'

/** A use of the SDK that is reported, and what is said of it. */
export interface Site {
  readonly kind: Kind
  readonly range: Range
  readonly note: Note
}

const { plivo } = PYTHON_SDK
const vobizExceptions: ReadonlyMap<string, string> = new Map(PYTHON_SDK.exceptions)

/** Everything a file does with the SDK except checking signatures, in source order. */
export function findSites(file: SourceFile): readonly Site[] {
  const evaluate = getPythonEvaluate(file)
  const tree = getPythonTree(file)
  const loads = findLoads(file)
  const uses = findUses(file, loads)
  const names = new Set(uses.map(({ path }) => path))
  const calls = tree
    .getNodes('call')
    .filter((call) => isInteresting(call, uses))
    .flatMap((call) => toCallSites(call, evaluate, file))
  const others = uses.flatMap(toExceptionSite)
  const imports = loads.flatMap((load) => toLoadSite(file, load, names))
  return [...imports, ...calls, ...others].sort((a, b) => a.range.start - b.range.start)
}

/** A name of the SDK where it is used, with everything that is taken out of it. */
interface Use {
  readonly node: PyNode
  readonly path: string
}

function findUses(file: SourceFile, loads: readonly Load[]): readonly Use[] {
  const scopes = getScopes(file)
  return loads.flatMap(({ node, item, path }) => {
    const alias = item && (getField(item, 'alias') ?? getField(item, 'name') ?? item)
    const local = alias?.text().split('.')[0]?.trim()
    const binding = local === undefined ? undefined : scopes.lookup(local, node)
    return (binding === undefined ? [] : scopes.getReferences(binding)).map((reference) => takeAll(reference, path))
  })
}

/** `plivo.exceptions.ValidationError` of the `plivo` in it. */
function takeAll(node: PyNode, path: string): Use {
  const parent = node.parent()
  if (parent === null || !is(parent, 'attribute') || !isSame(getField(parent, 'object'), node)) return { node, path }
  return takeAll(parent, `${path}.${getField(parent, 'attribute')?.text() ?? ''}`)
}

const METHODS: ReadonlySet<string> = new Set(
  [...PYTHON_METHODS.map(({ method }) => method), ...LEGACY_ROUTES.map(({ name }) => name)].map(
    (method) => method.split('.').at(-1) ?? '',
  ),
)
const FAMILIES: ReadonlySet<string> = new Set(
  [...PYTHON_METHODS.map(({ method }) => method), ...PYTHON_GAPS.map((row) => row.name)].map(
    (method) => method.split('.')[0] ?? '',
  ),
)

/** Whether a call may be one of the SDK, told by its names alone: only those are followed. */
function isInteresting(call: PyNode, uses: readonly Use[]): boolean {
  const callee = getField(call, 'function')
  if (callee === undefined) return false
  const names = callee.text().split('.')
  const last = names.at(-1) ?? ''
  if (/^[A-Z]|^add(?:_|[A-Z]|$)/.test(last) || METHODS.has(last) || FAMILIES.has(names.at(-2) ?? '')) return true
  return uses.some(({ node }) => isSame(node, callee))
}

/** What is used of an import, and whether that is for signatures alone. */
function toLoadSite(
  file: SourceFile,
  { node, item, path, role, form }: Load,
  names: ReadonlySet<string>,
): readonly Site[] {
  const range = getRange(node)
  if (form === 'mock') return [{ kind: 'sdk-import', range, note: { code: 'sdk-mocked' } }]
  if (role !== 'sdk' && !isBuilderPath(path))
    return [
      { kind: 'sdk-import', range, note: { code: `sdk-import-${role}`, args: { name: path.split('.')[0] ?? path } } },
    ]
  const used =
    form === 'wildcard' || item === undefined
      ? []
      : [...names].filter((name) => name === path || name.startsWith(`${path}.`))
  const isForSignatures =
    HELPER_NAMES.has(path.split('.').at(-1) ?? '') ||
    (used.length > 0 && used.every((name) => HELPER_NAMES.has(name.split('.').at(-1) ?? '')))
  if (isForSignatures || isSignatureModule(file, path, used)) return []
  const uses = used
    .map((name) => name.split('.').slice(1).join('.'))
    .filter((name) => name !== '')
    .sort()
    .join(', ')
  return [
    { kind: 'sdk-import', range, note: { code: 'sdk-import', args: { uses: uses || 'nothing that can be followed' } } },
  ]
}

/** `import plivo.utils` that python-signature has told of. */
const isSignatureModule = (file: SourceFile, path: string, used: readonly string[]): boolean =>
  used.length === 0 &&
  /^plivo(?:\.utils.*)?$/.test(path) &&
  /validate_(?:v3_)?signature/.test(file.text) &&
  !/RestClient|RestAPI|xml/i.test(file.text)

/** Clients, calls of them, and what the XML builder makes. */
function toCallSites(call: PyNode, evaluate: ReturnType<typeof getPythonEvaluate>, file: SourceFile): readonly Site[] {
  const callee = getField(call, 'function')
  const value = callee && evaluate(callee)
  const range = getRange(call)
  if (callee === undefined) return []
  if (value === undefined) return getGuessedSites(file, callee, range)
  const built = getBuiltElement(value)
  if (built !== undefined) {
    // Builders nest: what is said of one covers the part of it that is its own.
    const own = { start: range.start, end: getRange(callee).end }
    if (built.isRoot) return [{ kind: 'xml-builder', range: own, note: { code: 'python-builder' } }]
    const { isSame: isKept, isLost, codes } = judgeElement(built, call)
    if (isLost)
      return [{ kind: 'no-equivalent', range: own, note: { code: 'xml-builder-lost', args: { verb: built.name } } }]
    return isKept
      ? []
      : [
          {
            kind: 'xml-builder',
            range: own,
            note: { code: 'xml-builder-codes', args: { codes: codes || 'defaults that have to be written out' } },
          },
        ]
  }
  if (value.kind === 'member') return getMadeSites(value.path, call)
  if (value.by === plivo.client) return getClientSites(value.path, range)
  if (value.by.endsWith(`.${LEGACY}`)) {
    const note = getLegacyNote(value.path.join('.'))
    return note === undefined ? [] : [toRestSite(note, range)]
  }
  return []
}

const LEGACY = plivo.legacyClient.split('.').at(-1) ?? ''
const CLIENT = plivo.client.split('.').at(-1) ?? ''

const isWithinModule = (path: string, modules: readonly string[]): boolean =>
  modules.some((module) => path === module || path.startsWith(`${module}.`) || path.startsWith(`${module}_`))

/** `plivo.RestClient()`, `plivo.RestAPI()`, `plivo.phlo.RestClient()`. */
function getMadeSites(path: string, call: PyNode): readonly Site[] {
  const range = getRange(call)
  const last = path.split('.').at(-1) ?? ''
  if (
    HELPER_NAMES.has(last) ||
    /signature/i.test(last) ||
    isBuilderPath(path) ||
    path.startsWith(`${plivo.exceptions}.`)
  )
    return []
  const lost =
    isWithinModule(path, plivo.phlo) || /phlo/i.test(path)
      ? 'phlo'
      : isWithinModule(path, plivo.tokens)
        ? 'token'
        : undefined
  if (lost !== undefined) {
    const { gap, instead } = GAP_REASONS[lost]
    return [
      {
        kind: 'no-equivalent',
        range,
        note: { code: 'rest-call-lost', args: { method: path, reason: `${gap} ${instead}` } },
      },
    ]
  }
  if (last === CLIENT)
    return [
      {
        kind: 'sdk-client',
        range,
        note: { code: getArguments(call).length === 0 ? 'python-client-environment' : 'python-client' },
      },
    ]
  if (last === LEGACY) return [{ kind: 'sdk-client', range, note: { code: 'python-client-legacy' } }]
  return /^[A-Z]/.test(last) ? [{ kind: 'sdk-import', range, note: { code: 'sdk-other', args: { name: path } } }] : []
}

function getClientSites(path: readonly string[], range: Range): readonly Site[] {
  const note = getRestNote(path)
  if (note !== undefined) return [toRestSite(note, range)]
  if (path.length !== 2) return []
  return [{ kind: 'rest-sdk-call', range, note: { code: 'rest-call-unknown', args: { method: path.join('.') } } }]
}

const toRestSite = (note: Note, range: Range): Site => ({
  kind: note.code === 'rest-call-lost' ? 'no-equivalent' : 'rest-sdk-call',
  range,
  note,
})

/** `self.plivo.calls.create(…)`: the client comes from elsewhere, and its name says what it is. */
function getGuessedSites(file: SourceFile, callee: PyNode, range: Range): readonly Site[] {
  const method = is(callee, 'attribute') ? getField(callee, 'attribute')?.text() : undefined
  const family = is(callee, 'attribute') ? getField(callee, 'object') : undefined
  if (method === undefined || family === undefined) return []
  if (/plivo/i.test(family.text()) && is(family, 'identifier', 'attribute')) {
    const note = getLegacyNote(method)
    if (note !== undefined && /_/.test(method)) return [toRestSite(note, range)]
  }
  const owner = is(family, 'attribute') ? getField(family, 'object') : undefined
  if (owner === undefined || !isNamedForPlivo(file, owner)) return []
  const note = getRestNote([getField(family, 'attribute')?.text() ?? '', method])
  return note === undefined ? [] : [toRestSite(note, range)]
}

/** Whether a name, or the class and function around a plain `client`, say that the object is Plivo's. */
function isNamedForPlivo(file: SourceFile, owner: PyNode): boolean {
  const name = owner.text().split('(')[0] ?? ''
  if (/plivo/i.test(name)) return true
  if (!/(?:^|[._])client\w*$/i.test(name) || /twilio|vonage|telnyx|vobiz/i.test(name)) return false
  const isUnknown =
    !is(owner, 'identifier') ||
    (getScopes(file).resolve(owner)?.origins ?? []).every(({ kind }) => kind === 'parameter' || kind === 'import')
  return isUnknown && /plivo/i.test(file.path)
}

/** Exceptions that are caught or raised. */
function toExceptionSite({ node, path }: Use): readonly Site[] {
  if (!path.startsWith(`${plivo.exceptions}.`)) return []
  const name = path.slice(plivo.exceptions.length + 1)
  const vobiz = `${PYTHON_SDK.vobiz.exceptions}.${vobizExceptions.get(name) ?? name}`
  return [{ kind: 'sdk-import', range: getRange(node), note: { code: 'python-exception', args: { name, vobiz } } }]
}
