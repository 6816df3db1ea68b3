import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff'
import type { FilePlan } from './touchpoint.ts'

/** Unified diff of one planned change, as `git apply` reads it. */
export function formatDiff({ file, before, oldText, newText }: FilePlan): string {
  const from = before === undefined ? '/dev/null' : `a/${file}`
  return createTwoFilesPatch(from, `b/${file}`, oldText, newText, undefined, undefined, {
    headerOptions: FILE_HEADERS_ONLY,
  })
}
