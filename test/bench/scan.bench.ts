import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { median } from './rounds.ts'
import { buildTree } from './scan/build-tree.ts'
import { getRivals, type Rival } from './scan/rivals.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const ROUNDS = 5

/** What one run of a program took. */
interface Run {
  /** As a user waits for it. */
  readonly ms: number
  /** Of all processors, user and system; says more than the wait on a busy machine. */
  readonly cpu: number
  /** In megabytes, of programs that tell. */
  readonly memory: number
}

/**
 * Times whole processes in turns, as a user waits for them. jscodeshift takes minutes over all files; `EVERY=25` gives it
 * one file in 25 and multiplies.
 */
export async function bench(): Promise<readonly string[]> {
  if (!existsSync(join(ROOT, 'codemods/dist/src/index.js'))) return ['  not built: run npm run build first']
  const base = mkdtempSync(join(tmpdir(), 'plivo-to-vobiz-bench-'))
  try {
    const root = join(base, 'tree')
    const tree = buildTree(root)
    const rivals = getRivals(base, root, { tree, every: Number(process.env.EVERY ?? 1) })
    const runs = rivals.map((): Run[] => [])
    for (let round = 0; round < ROUNDS; round += 1)
      for (const [index, rival] of rivals.entries())
        if (!rival.isSlow || round === 0) runs[index]?.push(time(rival, base))
    return [
      `  ${tree.files} files, ${tree.sources.length} of them JS or TS, ${Math.round(tree.bytes / 1e6)} MB, ${tree.touchpoints} with touchpoints`,
      `  ${''.padEnd(52)}${'wait'.padStart(10)}${'processor'.padStart(12)}${'memory'.padStart(9)}  wait against scan`,
      ...rivals.map(({ name }, index) => toLine(name, runs[index] ?? [], runs[0] ?? [])),
    ]
  } finally {
    rmSync(base, { recursive: true, force: true })
  }
}

/** The shell tells the time of the processors that a program and its own children took. */
const SHELL = '"$@"; times'

function time({ command, input = '', times = 1 }: Rival, cwd: string): Run {
  const start = performance.now()
  const { stdout } = spawnSync('sh', ['-c', SHELL, 'sh', ...command], {
    cwd,
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  const ms = (performance.now() - start) * times
  const spent = [...(stdout.trim().split('\n').at(-1) ?? '').matchAll(/(\d+)m([\d.]+)s/g)]
  const cpu = spent.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60e3 + Number(seconds) * 1e3, 0)
  const memory = /^(\d+)$/m.exec(stdout)?.[1]
  return { ms, cpu: cpu * times, memory: memory === undefined ? Number.NaN : Number(memory) / 1e3 }
}

function toLine(name: string, own: readonly Run[], first: readonly Run[]): string {
  const [ms, cpu, memory] = [own.map((run) => run.ms), own.map((run) => run.cpu), own.map((run) => run.memory)].map(
    median,
  )
  const ratio = (ms ?? Number.NaN) / median(first.map((run) => run.ms))
  const cells = [
    name.padEnd(52),
    `${Math.round(ms ?? 0)} ms`.padStart(10),
    `${Math.round(cpu ?? 0)} ms`.padStart(12),
    (Number.isNaN(memory) ? '' : `${Math.round(memory ?? 0)} MB`).padStart(9),
    `  ${ratio.toFixed(2)} x`,
  ]
  return `  ${cells.join('')}`
}
