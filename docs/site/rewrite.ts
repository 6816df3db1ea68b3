import type { Finding, Target } from '@plivo-to-vobiz/codemods/in-memory'
import { diffLines } from 'diff'

/** A line of the result. */
export interface Line {
  readonly text: string
  readonly kind: 'same' | 'new' | 'gone'
}

/** What becomes of the code. */
export interface Rewriting {
  readonly newText?: string
  readonly lines: readonly Line[]
  readonly findings: readonly Finding[]
  readonly packages: readonly string[]
  readonly error?: string
}

/** Rewrites a text; the codemods are loaded when they are first needed. */
export async function rewrite(path: string, text: string, target: Target): Promise<Rewriting> {
  const { rewriteText } = await import('@plivo-to-vobiz/codemods/in-memory')
  try {
    const { newText, findings, packages } = rewriteText({ path, text }, { target })
    return { newText, findings, packages, lines: toLines(text, newText) }
  } catch (error) {
    if (error instanceof SyntaxError) return { lines: [], findings: [], packages: [], error: error.message }
    throw error
  }
}

const toLines = (before: string, after: string): readonly Line[] =>
  diffLines(before, after).flatMap(({ value, added, removed }) =>
    value
      .replace(/\n$/, '')
      .split('\n')
      .map((line): Line => ({ text: line, kind: added ? 'new' : removed ? 'gone' : 'same' })),
  )
