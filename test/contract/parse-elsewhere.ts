import { execFileSync } from 'node:child_process'
import { transformSync } from 'esbuild'
import { SaxesParser } from 'saxes'

/** Interpreters that look at the syntax of what they are given and run nothing. */
const COMPILERS: Readonly<Record<string, readonly [string, ...(readonly string[])]>> = {
  '.go': ['gofmt', '-e'],
  '.php': ['php', '-l'],
  '.rb': ['ruby', '-c'],
}

/** Parses with something that is not our parser. Throws when it does not parse. */
export function parseElsewhere(text: string, extension: string): void {
  if (extension === '.py') {
    execFileSync('python3', ['-c', 'import ast, sys; ast.parse(sys.stdin.read())'], { input: text })
    return
  }
  const compiler = COMPILERS[extension]
  if (compiler !== undefined) {
    const [command, ...args] = compiler
    execFileSync(command, args, { input: text, stdio: 'pipe' })
    return
  }
  if (extension === '.env') return
  if (extension === '.json') {
    JSON.parse(text)
    return
  }
  if (extension === '.xml') {
    new SaxesParser().write(text).close()
    return
  }
  // Settings, pages and templates have no parser that knows them all.
  if (!/^\.[cm]?[jt]sx?$/.test(extension)) return
  const loader = { '.ts': 'ts', '.mts': 'ts', '.cts': 'ts', '.tsx': 'tsx' } as const
  const known = Object.entries(loader).find(([name]) => name === extension)?.[1] ?? 'jsx'
  transformSync(text, { loader: known, tsconfigRaw: { compilerOptions: { experimentalDecorators: true } } })
}
