import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Finding, Plan } from '@plivo-to-vobiz/codemods'

const SOURCE = /\.[cm]?[jt]sx?$/
const LOADS = /(?:from|import|require)\s*\(?\s*['"]@plivo-to-vobiz\/shim\b/

/** What a run for one target found and would change. */
export interface TargetFacts {
  readonly findings: readonly Finding[]
  readonly auto: number
  readonly review: number
  readonly manual: number
  /** Files that `migrate` would change. */
  readonly changes: number
  /** Files that were looked at. */
  readonly files: number
}

/** What the code base says about the migration. */
export interface Facts {
  readonly both: TargetFacts
  readonly vobiz: TargetFacts
  /** First line of code that loads the shim, as `file:line`; absent when none does. */
  readonly shim: string | undefined
  readonly tree: 'clean' | 'dirty' | 'none'
}

/** Where to look. */
export interface FactsOptions {
  readonly paths: readonly string[]
  readonly cwd: string
  /** Called after each file. */
  readonly onFile?: () => void
}

/** Looks at the code base once for each target; writes nothing. */
export async function gatherFacts({ paths, cwd, onFile }: FactsOptions): Promise<Facts> {
  const { plan } = await import('@plivo-to-vobiz/codemods')
  const options = { paths, cwd, ...(onFile && { onFile }) }
  const both = await plan({ ...options, target: 'both' })
  const vobiz = await plan({ ...options, target: 'vobiz' })
  return {
    both: toTargetFacts(both),
    vobiz: toTargetFacts(vobiz),
    shim: await findShim(both),
    tree: await readTree(paths, cwd),
  }
}

function toTargetFacts({ findings, changes, files }: Plan): TargetFacts {
  const count = (action: Finding['action']): number => findings.filter((finding) => finding.action === action).length
  return {
    findings,
    auto: count('auto'),
    review: count('review'),
    manual: count('manual'),
    changes: changes.length,
    files: files.walked,
  }
}

/** The shim's name holds the vendor's, so every file that loads it is among those accounted for. */
async function findShim({ root, mentions }: Plan): Promise<string | undefined> {
  const files = new Set(mentions.map(({ file }) => file).filter((file) => SOURCE.test(file)))
  for (const file of files) {
    const lines = (await readFile(join(root, file), 'utf8')).split('\n')
    const index = lines.findIndex((line) => LOADS.test(line))
    if (index >= 0) return `${file}:${index + 1}`
  }
  return undefined
}

async function readTree(paths: readonly string[], cwd: string): Promise<Facts['tree']> {
  try {
    const { stdout } = await promisify(execFile)('git', ['status', '--porcelain', '--', ...paths], {
      cwd,
      maxBuffer: 64 << 20,
    })
    return stdout === '' ? 'clean' : 'dirty'
  } catch {
    return 'none'
  }
}
