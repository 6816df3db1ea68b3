import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { parseDocument } from 'yaml'
import { parseElsewhere } from '../contract/parse-elsewhere.ts'

/** Compilers that take a file and, with these flags, only parse it. */
const COMPILERS: Readonly<Record<string, readonly [string, ...(readonly string[])]>> = {
  '.cs': ['mcs', '--parse'],
  '.java': ['javac', '-proc:none', '-XDshould-stop.ifNoError=PARSE', '-XDshould-stop.ifError=PARSE'],
}

/** Files whose language's own compiler or interpreter says whether they parse. */
export const isCompiled = (file: string): boolean => /\.(?:cs|go|java|php|py|rb)$/.test(file)

/** What a parser other than ours has against a file; `undefined` when it takes it. */
export function getSyntaxProblem(text: string, file: string): string | undefined {
  try {
    if (/\.ya?ml$/.test(file)) return parseDocument(text).errors[0]?.message
    const compiler = COMPILERS[extname(file)]
    if (compiler === undefined) parseElsewhere(text, extname(file))
    else compile(text, extname(file), compiler)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function compile(text: string, extension: string, [command, ...args]: readonly [string, ...(readonly string[])]): void {
  const folder = mkdtempSync(join(tmpdir(), 'plivo-to-vobiz-syntax-'))
  try {
    const file = join(folder, `Input${extension}`)
    writeFileSync(file, text)
    execFileSync(command, [...args, file], { cwd: folder, stdio: 'pipe' })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
