/** Rewrites one text that is in no file, such as in an editor or a browser. Nothing is read from disk. */
import { getLanguageOf } from './languages.ts'
import { accountFor } from './mentions.ts'
import { planSource } from './plan-source.ts'
import { createPositions } from './positions.ts'
import { compareFindings, toFinding } from './to-finding.ts'
import type { Finding, Mention, Target } from './touchpoint.ts'
import { TRANSFORMS } from './transforms.ts'

export type { Action, Finding, Kind, Mention, Target } from './touchpoint.ts'

/** A text and the name it would have, which tells its language. */
export interface TextFile {
  /** Relative, with forward slashes, such as `src/app.ts`. */
  readonly path: string
  readonly text: string
}

/** What becomes of the text. */
export interface RewrittenText {
  readonly newText: string
  readonly findings: readonly Finding[]
  /** Every line that names Plivo. */
  readonly mentions: readonly Mention[]
  /** Packages and files the new text needs. */
  readonly packages: readonly string[]
  readonly newFiles: readonly string[]
}

/**
 * Runs every transform over one text. Nothing is known of other files, so a check that is shared between files stays a
 * task here though `plan` would rewrite it.
 *
 * @throws SyntaxError when the text does not parse, with the line.
 * @example rewriteText({ path: 'app.js', text: source }, { target: 'both' }).newText
 */
export function rewriteText({ path, text }: TextFile, { target = 'both' }: { target?: Target } = {}): RewrittenText {
  const { name, language } = getLanguageOf(path)
  const file = { path, text, language: name }
  const problem = language?.findSyntaxProblem(file)
  if (problem !== undefined) throw new SyntaxError(`line ${problem.line}: ${problem.message}`)
  const result = planSource(file, TRANSFORMS, { target })
  const { mentions, unexplained } = accountFor(file, result)
  const context = { file, at: createPositions(text) }
  const left = unexplained.map((range) => toFinding({ code: 'mention', range }, context))
  return {
    newText: result.newText,
    findings: [...result.findings, ...left].sort(compareFindings),
    mentions,
    packages: [...new Set(result.packages)].sort(),
    newFiles: result.files.map((made) => made.path),
  }
}
