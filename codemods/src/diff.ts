import { createRequire } from 'node:module'
import type { FilePlan } from './touchpoint.ts'

const require = createRequire(import.meta.url)

/** Unified diff of one planned change, as `git apply` reads it. */
export function formatDiff({ file, before, oldText, newText }: FilePlan): string {
  const from = before === undefined ? '/dev/null' : `a/${file}`
  // Loaded with the first diff: a scan has none.
  const { createTwoFilesPatch, FILE_HEADERS_ONLY }: typeof import('diff') = require('diff')
  return createTwoFilesPatch(from, `b/${file}`, oldText, newText, undefined, undefined, {
    headerOptions: FILE_HEADERS_ONLY,
  })
}
