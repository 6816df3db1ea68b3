import { readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { PYTHON_SDK } from '@plivo-to-vobiz/mappings'
import type { PackageRequest, ProjectPlan, Scope } from './manifests.ts'
import { createPositions, getLineEnding } from './positions.ts'
import { decode, hashBytes } from './read-file.ts'
import { toFinding } from './to-finding.ts'
import type { FilePlan, Finding } from './touchpoint.ts'

const { plivo, vobiz } = PYTHON_SDK
const MANIFESTS = ['requirements.txt', 'requirements.in', 'pyproject.toml'] as const
/** The line that lists the SDK, as each manifest writes it: what comes before the name, and after the entry. */
const ENTRIES: Readonly<Record<(typeof MANIFESTS)[number], RegExp>> = {
  'requirements.txt': new RegExp(`^()${plivo.package}(?![\\w.-])[^\\r\\n]*`, 'm'),
  'requirements.in': new RegExp(`^()${plivo.package}(?![\\w.-])[^\\r\\n]*`, 'm'),
  'pyproject.toml': new RegExp(`^([ \\t]*["'])${plivo.package}(?![\\w.-])[^"'\\r\\n]*["'],`, 'm'),
}

/**
 * Adds the package that rewritten Python imports below the SDK's line in the nearest list of packages above each file.
 * Where none is found, or it is written in another way, the finding at the code says what to install.
 */
export function planRequirements(requests: readonly PackageRequest[], { root, listed }: Scope): ProjectPlan {
  const known = new Set(listed)
  const paths = new Set(requests.flatMap(({ file }) => findManifest(dirname(join(root, file)), { root, known }) ?? []))
  const changes: FilePlan[] = []
  const findings: Finding[] = []
  for (const path of paths) {
    const bytes = readFileSync(path)
    const decoded = decode(bytes)
    if ('skipped' in decoded) continue
    const { text, bom, encoding } = decoded
    const match = getEntry(path).exec(text)
    if (match === null || text.includes(vobiz.package)) continue
    const file = relative(root, path).split(sep).join('/')
    const end = match.index + match[0].length
    const quote = match[1] ?? ''
    const entry = `${quote}${vobiz.package}==${vobiz.version}${quote === '' ? '' : `${quote.trim()},`}`
    const edit = { start: end, end, text: getLineEnding(text) + entry }
    const newText = text.slice(0, end) + edit.text + text.slice(end)
    changes.push({ file, before: hashBytes(bytes), oldText: text, newText, bom, encoding, edits: [edit] })
    const context = {
      file: { path: file, language: file.endsWith('.toml') ? 'toml' : 'text' },
      at: createPositions(text),
    } as const
    findings.push(
      toFinding(
        { code: 'python-dependency-added', args: { packages: vobiz.package }, range: { start: match.index, end } },
        context,
      ),
    )
  }
  return { changes, findings }
}

const getEntry = (path: string): RegExp => ENTRIES[MANIFESTS.find((name) => path.endsWith(name)) ?? 'requirements.txt']

function findManifest(
  folder: string,
  { root, known }: { readonly root: string; readonly known: ReadonlySet<string> },
): string | undefined {
  const found = MANIFESTS.map((name) => join(folder, name)).find((path) => known.has(path) && listsSdk(path))
  if (found !== undefined) return found
  return folder === root || dirname(folder) === folder ? undefined : findManifest(dirname(folder), { root, known })
}

function listsSdk(path: string): boolean {
  try {
    return getEntry(path).test(readFileSync(path, 'utf8'))
  } catch {
    return false
  }
}
