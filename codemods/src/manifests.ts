import { readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { SDK_PACKAGES } from '@plivo-to-vobiz/mappings'
import { applyEdits, findNodeAtLocation, modify, parseTree } from 'jsonc-parser'
import type { Encoding } from './encoding.ts'
import { createPositions, getLineEnding } from './positions.ts'
import { decode, hashBytes } from './read-file.ts'
import { toFinding } from './to-finding.ts'
import type { Edit, FilePlan, Finding, Range } from './touchpoint.ts'
import { getVersion } from './version.ts'

/** Packages the rewritten code of one file imports. */
export interface PackageRequest {
  /** Relative to the root, with forward slashes. */
  readonly file: string
  readonly names: readonly string[]
}

/** The folder of the run and the files it may touch. */
export interface Scope {
  readonly root: string
  /** Absolute paths. */
  readonly listed: readonly string[]
}

/** Which packages may go. */
export interface ManifestOptions {
  /** Whether nothing below the folder of a manifest loads the SDK any more, by the manifest's path relative to the root. */
  readonly isDone?: (manifest: string) => boolean
}

/** What is done to project files. */
export interface ProjectPlan {
  readonly changes: readonly FilePlan[]
  readonly findings: readonly Finding[]
}

const SECTIONS = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'] as const
const SDKS: readonly string[] = SDK_PACKAGES.filter(({ language }) => language === 'node').map(({ name }) => name)

/** Packages that rewritten code imports: a manifest that lists one is where the next belongs. */
const OURS = ['rest-client', 'signatures', 'voice-xml'].map((name) => `@plivo-to-vobiz/${name}`)

const NAMES = [...SDKS, ...OURS]

/** The SDK itself; forks and other packages of Plivo's are for a person. */
const SDK = 'plivo'

interface Manifest {
  readonly path: string
  /** The package of Plivo's that it lists, or one of ours. */
  readonly name: string
  readonly text: string
  readonly bom: boolean
  readonly encoding: Encoding
  readonly hash: string
  readonly section: (typeof SECTIONS)[number]
  /** Where the SDK's own entry stands. */
  readonly range: Range
}

/**
 * Adds the packages that rewritten code imports to the nearest `package.json` above each file that lists the SDK.
 * One outside the named paths is not touched: a task says what to add. Where the SDK is done with, its entry goes.
 */
export function planManifests(
  requests: readonly PackageRequest[],
  { root, listed }: Scope,
  { isDone = () => false }: ManifestOptions = {},
): ProjectPlan {
  const wanted = new Map<string, { manifest: Manifest; names: Set<string> }>()
  const findings: Finding[] = []
  for (const { file, names } of requests) {
    const manifest = findManifest(dirname(join(root, file)), root)
    if (manifest === undefined) {
      findings.push(
        toFinding(
          { code: 'dependency-unplaced', args: { packages: [...new Set(names)].sort().join(', ') } },
          atStart(file),
        ),
      )
      continue
    }
    const entry = wanted.get(manifest.path) ?? { manifest, names: new Set<string>() }
    for (const name of names) if (!lists(manifest.text, name)) entry.names.add(name)
    wanted.set(manifest.path, entry)
  }
  const changes: FilePlan[] = []
  const inRun = new Set(listed)
  for (const path of listed.filter((one) => one.endsWith(`${sep}package.json`) && !wanted.has(one))) {
    const manifest = readManifest(path)
    if (manifest !== undefined) wanted.set(path, { manifest, names: new Set() })
  }
  for (const { manifest, names } of wanted.values()) {
    const inScope = inRun.has(manifest.path)
    const file = relative(root, manifest.path).split(sep).join('/')
    const isRemoved = inScope && manifest.name === SDK && isDone(file)
    if (inScope && (names.size > 0 || isRemoved))
      changes.push(editDependencies(manifest, file, { added: [...names].sort(), isRemoved }))
    const context = { file: { path: file, language: 'json' as const }, at: createPositions(manifest.text) }
    const { range } = manifest
    if (names.size > 0) {
      const args = { packages: [...names].sort().join(', ') }
      findings.push(toFinding({ code: inScope ? 'dependency-added' : 'dependency-outside', range, args }, context))
    }
    if (isRemoved) findings.push(toFinding({ code: 'dependency-removed', range, args: { package: SDK } }, context))
  }
  return { changes, findings }
}

const atStart = (path: string) => ({ file: { path, language: 'text' as const }, at: () => ({ line: 1, column: 1 }) })

function findManifest(start: string, root: string): Manifest | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    const found = readManifest(join(folder, 'package.json'))
    if (found !== undefined) return found
    if (folder === root || dirname(folder) === folder) return undefined
  }
}

function readManifest(path: string): Manifest | undefined {
  try {
    const bytes = readFileSync(path)
    // Most manifests of a large code base list none of them, and parsing takes far longer than looking.
    if (!NAMES.some((name) => bytes.includes(name))) return undefined
    const decoded = decode(bytes)
    if ('skipped' in decoded) return undefined
    const { text, bom, encoding } = decoded
    const tree = parseTree(text)
    for (const section of SECTIONS)
      for (const name of NAMES) {
        const node = tree && findNodeAtLocation(tree, [section, name])?.parent
        if (node === undefined) continue
        const range = { start: node.offset, end: node.offset + node.length }
        return { path, name, text, bom, encoding, hash: hashBytes(bytes), section, range }
      }
    return undefined
  } catch {
    return undefined
  }
}

function lists(text: string, name: string): boolean {
  const tree = parseTree(text)
  return tree !== undefined && SECTIONS.some((section) => findNodeAtLocation(tree, [section, name]) !== undefined)
}

function editDependencies(
  manifest: Manifest,
  file: string,
  { added, isRemoved }: { readonly added: readonly string[]; readonly isRemoved: boolean },
): FilePlan {
  const { text, section, hash, bom, encoding } = manifest
  let newText = text
  for (const name of added) {
    const edits = modify(newText, [section, name], `^${getVersion()}`, {
      formattingOptions: getFormat(text),
      getInsertionIndex: (properties) => getSortedIndex(properties, name),
    })
    newText = applyEdits(newText, edits)
  }
  if (isRemoved)
    newText = applyEdits(newText, modify(newText, [section, SDK], undefined, { formattingOptions: getFormat(text) }))
  return { file, before: hash, oldText: text, newText, bom, encoding, edits: [toEdit(text, newText)] }
}

/** The one range in which two texts differ. */
function toEdit(before: string, after: string): Edit {
  let start = 0
  while (start < before.length && before[start] === after[start]) start += 1
  let end = 0
  const room = Math.min(before.length, after.length) - start
  while (end < room && before.at(-1 - end) === after.at(-1 - end)) end += 1
  return { start, end: before.length - end, text: after.slice(start, after.length - end) }
}

/** A sorted list stays sorted; in any other the new entry goes to the end. */
function getSortedIndex(properties: readonly string[], name: string): number {
  const isSorted = properties.every((property, index) => index === 0 || (properties[index - 1] ?? '') <= property)
  const index = properties.findIndex((property) => property > name)
  return isSorted && index >= 0 ? index : properties.length
}

function getFormat(text: string) {
  const indent = /\n([ \t]+)"/.exec(text)?.[1] ?? '  '
  return { insertSpaces: !indent.startsWith('\t'), tabSize: indent.length, eol: getLineEnding(text) }
}
