import { createRequire } from 'node:module'
import { hideSecrets } from './hide-secrets.ts'
import type { FilePlan } from './touchpoint.ts'

const require = createRequire(import.meta.url)

/** A part of a planned diff. */
export interface Hunk {
  /** The lines of the old text that it changes, without the context; from 1. */
  readonly start: number
  readonly end: number
  /** Number of its first line in the old text. */
  readonly firstLine: number
  /** Lines with their sign: ` `, `-` or `+`. */
  readonly lines: readonly string[]
}

/** The parts of a planned change, with one line of context, so that each shows little besides one place. */
export function toHunks({ file, oldText, newText }: FilePlan): readonly Hunk[] {
  const { structuredPatch }: typeof import('diff') = require('diff')
  const { hunks } = structuredPatch(file, file, oldText, newText, undefined, undefined, { context: 1 })
  return hunks.map(({ oldStart, lines }) => {
    const shown = lines.filter((line) => !line.startsWith('\\'))
    const leading = shown.findIndex((line) => !line.startsWith(' '))
    // What is inserted belongs to the line it comes after.
    const before = shown[leading]?.startsWith('+') ? 1 : 0
    const start = Math.max(1, oldStart + Math.max(0, leading) - before)
    const trailing = [...shown].reverse().findIndex((line) => !line.startsWith(' '))
    const old = shown.filter((line) => !line.startsWith('+')).length
    return {
      start,
      end: Math.max(start, oldStart + old - 1 - Math.max(0, trailing)),
      firstLine: oldStart,
      lines: shown.map(hideSecrets),
    }
  })
}
