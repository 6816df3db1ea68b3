import { relative } from 'node:path'
import { getLanguageOf } from './languages.ts'
import { planFile } from './plan-file.ts'
import type { Transform } from './transform.ts'

/** A file as jscodeshift hands it over. */
export interface FileInfo {
  readonly path: string
  readonly source: string
}

/** What jscodeshift offers a transform. */
export interface Api {
  /** Prints a line of the summary. */
  readonly report?: (message: string) => void
}

/** Options of the command line, those of jscodeshift among them. */
export type Options = Readonly<Record<string, unknown>>

/**
 * Lets one transform run under the jscodeshift command. The source comes back with ranges replaced and nothing
 * re-printed; `undefined` tells jscodeshift that there is nothing to do. Findings go to its report.
 */
export function runTransform(transform: Transform): (file: FileInfo, api: Api, options: Options) => string | undefined {
  return ({ path, source }, { report }, options) => {
    const { name, language } = getLanguageOf(path)
    const bom = source.startsWith('\uFEFF') ? '\uFEFF' : ''
    const file = { path: relative(process.cwd(), path) || path, text: source.slice(bom.length), language: name }
    const problem = language?.findSyntaxProblem(file)
    if (problem !== undefined) throw new SyntaxError(`${path}:${problem.line}: ${problem.message}`)
    const { newText, findings } = planFile(file, [transform], { target: options.target === 'vobiz' ? 'vobiz' : 'both' })
    for (const { line, action, message } of findings) if (action !== 'auto') report?.(`line ${line}: ${message}`)
    return newText === file.text ? undefined : bom + newText
  }
}
