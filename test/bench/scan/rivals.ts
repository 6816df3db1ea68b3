import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Tree } from './build-tree.ts'

const ROOT = resolve(import.meta.dirname, '../../..')

/** One program to time as a whole process. */
export interface Rival {
  readonly name: string
  readonly command: readonly string[]
  /** Paths that it reads from standard input. */
  readonly input?: string
  /** Whether it takes minutes, so that it runs once and not in every round. */
  readonly isSlow?: boolean
  /** What its time is multiplied by when it gets a part of the files. */
  readonly times?: number
}

/** Programs that read every file and look for the name, and that run our scan; each prints its memory in kilobytes. */
const floor = (root: string): string => `
import { closeSync, openSync, readdirSync, readSync } from 'node:fs'
const buffer = Buffer.allocUnsafe(1 << 22)
const walk = (folder) => { for (const entry of readdirSync(folder, { withFileTypes: true })) { const path = folder + '/' + entry.name
  if (entry.isDirectory()) walk(path); else { const file = openSync(path); const size = readSync(file, buffer, 0, buffer.length, 0); closeSync(file); buffer.subarray(0, size).includes('livo') } } }
walk(${JSON.stringify(root)})
console.log(process.resourceUsage().maxRSS)`

const scan = (root: string): string => `
import { scan } from ${JSON.stringify(join(ROOT, 'codemods/dist/src/index.js'))}
await scan({ paths: [${JSON.stringify(root)}] })
console.log(process.resourceUsage().maxRSS)`

/** A transform that parses a file and finds one thing in it, as the smallest codemod does. */
const TRANSFORM =
  'module.exports = ({ source }, { j }) => (j(source).find(j.CallExpression).length < 0 ? source : undefined)'

/** Everything that is timed; the first is what the others are compared with. `every` thins out what jscodeshift gets. */
export function getRivals(
  base: string,
  root: string,
  { tree, every }: { tree: Tree; every: number },
): readonly Rival[] {
  const node = (script: string): readonly string[] => [process.execPath, '--input-type=module', '-e', script]
  writeFileSync(join(base, 'transform.cjs'), TRANSFORM)
  const options = ['--no-babel', '--silent', '--dry', '--parser=tsx', '-t', join(base, 'transform.cjs'), '--stdin']
  const part = every === 1 ? 'all JS and TS' : `one JS or TS file in ${every}, times ${every}`
  const hasRipgrep = spawnSync('rg', ['--version']).status === 0
  return [
    { name: 'scan', command: node(scan(root)) },
    { name: 'node: walk, read, look for the name', command: node(floor(root)) },
    hasRipgrep
      ? { name: 'ripgrep', command: ['rg', '-uuu', '-il', 'plivo', root] }
      : { name: 'grep (ripgrep is not installed)', command: ['grep', '-rIil', 'plivo', root] },
    {
      name: `jscodeshift over ${part}`,
      command: [process.execPath, join(ROOT, 'codemods/node_modules/jscodeshift/bin/jscodeshift.js'), ...options],
      input: tree.sources.filter((_, index) => index % every === 0).join('\n'),
      isSlow: true,
      times: every,
    },
    { name: 'node -e 0', command: [process.execPath, '-e', '0'] },
    {
      name: 'plivo-to-vobiz --help',
      command: [process.execPath, join(ROOT, 'packages/cli/bin/plivo-to-vobiz.mjs'), '--help'],
    },
  ]
}
