import { execFileSync } from 'node:child_process'
import { transformSync } from 'esbuild'

/** Parses with something that is not our parser. Throws when it does not parse. */
export function parseElsewhere(text: string, extension: string): void {
  if (extension === '.py') {
    execFileSync('python3', ['-c', 'import ast, sys; ast.parse(sys.stdin.read())'], { input: text })
    return
  }
  if (extension === '.env') return
  if (extension === '.json') {
    JSON.parse(text)
    return
  }
  const loader = { '.ts': 'ts', '.mts': 'ts', '.cts': 'ts', '.tsx': 'tsx' } as const
  const known = Object.entries(loader).find(([name]) => name === extension)?.[1] ?? 'jsx'
  transformSync(text, { loader: known, tsconfigRaw: { compilerOptions: { experimentalDecorators: true } } })
}
