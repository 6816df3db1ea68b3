import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ProjectPlan, Scope } from './manifests.ts'
import { decode, hashBytes } from './read-file.ts'
import { toFinding } from './to-finding.ts'
import type { FilePlan, Finding, NewFile } from './touchpoint.ts'

/**
 * Plans the files that rewritten code needs beside it. An equal file is left alone, one of ours that differs is
 * replaced, and any other file at that path stays and is reported.
 */
export function planNewFiles(files: readonly NewFile[], { root }: Pick<Scope, 'root'>): ProjectPlan {
  const changes: FilePlan[] = []
  const findings: Finding[] = []
  for (const { path, text, marker } of new Map(files.map((file) => [file.path, file])).values()) {
    const context = { file: { path, language: 'text' as const }, at: () => ({ line: 1, column: 1 }) }
    const old = readOld(join(root, path))
    if (old === 'taken' || (old !== undefined && !old.text.includes(marker))) {
      findings.push(toFinding({ code: 'file-taken' }, context))
      continue
    }
    if (old?.text === text) continue
    const before = old === undefined ? {} : { before: old.hash }
    changes.push({
      file: path,
      ...before,
      oldText: old?.text ?? '',
      newText: text,
      bom: old?.bom ?? false,
      edits: [{ start: 0, end: old?.text.length ?? 0, text }],
    })
    findings.push(toFinding({ code: 'file-added' }, context))
  }
  return { changes, findings }
}

function readOld(path: string): { text: string; bom: boolean; hash: string } | 'taken' | undefined {
  if (!existsSync(path)) return undefined
  try {
    const bytes = readFileSync(path)
    const decoded = decode(bytes)
    return 'skipped' in decoded ? 'taken' : { ...decoded, hash: hashBytes(bytes) }
  } catch {
    return 'taken'
  }
}
