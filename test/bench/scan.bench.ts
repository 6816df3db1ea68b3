import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { median } from './rounds.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const PACKAGES = join(ROOT, 'node_modules/.pnpm')
const FIXTURES = join(ROOT, 'codemods/transforms')
const TOUCHPOINTS = 143
const ROUNDS = 5
/** jscodeshift over all of it takes minutes, so it gets every nth file and its time is multiplied. */
const SAMPLE = 25
const SOURCE = /(?<!\.d)\.[cm]?[jt]sx?$/

/** A rival, and how its time is brought to the whole tree. */
interface Rival {
  readonly name: string
  readonly command: readonly string[]
  readonly times: number
}

/** The installed packages as if they were an application's own files, with fixtures that touch Plivo among them. */
function buildTree(root: string): { readonly files: readonly string[]; readonly bytes: number } {
  const files: string[] = []
  let bytes = 0
  const copy = (from: string, to: string): void => {
    for (const entry of readdirSync(from, { withFileTypes: true })) {
      const [source, target] = [
        join(from, entry.name),
        join(to, entry.name.replace(/^(?:node_modules|dist|build|vendor)$/, 'x-$&')),
      ]
      if (entry.isDirectory()) copy(source, target)
      else if (entry.isFile() && SOURCE.test(entry.name)) {
        mkdirSync(dirname(target), { recursive: true })
        copyFileSync(source, target)
        files.push(target)
        bytes += statSync(source).size
      }
    }
  }
  const packages = readdirSync(PACKAGES, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  for (const { name } of packages) if (!/plivo/i.test(name)) copy(join(PACKAGES, name), join(root, name))
  const samples = ['js-signature', 'js-sdk', 'js-xml-literal', 'js-host', 'js-setting'].flatMap((transform) => {
    const folder = join(FIXTURES, transform, 'fixtures')
    return readdirSync(folder).flatMap((one) =>
      readdirSync(join(folder, one))
        .filter((file) => /^input\.[jt]s$/.test(file))
        .map((file) => join(folder, one, file)),
    )
  })
  for (let index = 0; index < TOUCHPOINTS; index += 1) {
    const sample = samples[index % samples.length] ?? ''
    const target = join(dirname(files[(index * 97) % files.length] ?? root), `plivo-${index}${sample.slice(-3)}`)
    copyFileSync(sample, target)
  }
  return { files, bytes }
}

/** Programs that read every file and look for the name, and that run our scan; each prints its memory. */
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

function getRivals(root: string, files: readonly string[]): readonly Rival[] {
  const node = (script: string): readonly string[] => [process.execPath, '--input-type=module', '-e', script]
  writeFileSync(
    join(root, '..', 'transform.cjs'),
    'module.exports = ({ source }, { j }) => (j(source).find(j.CallExpression).length < 0 ? source : undefined)',
  )
  writeFileSync(join(root, '..', 'sample.txt'), files.filter((_, index) => index % SAMPLE === 0).join('\n'))
  const shift = join(ROOT, 'codemods/node_modules/jscodeshift/bin/jscodeshift.js')
  const options = [
    '--no-babel',
    '--silent',
    '--dry',
    '--parser=tsx',
    '-t',
    join(root, '..', 'transform.cjs'),
    '--stdin',
  ]
  return [
    { name: 'node: walk, read, look for the name', command: node(floor(root)), times: 1 },
    { name: 'grep -rIil', command: ['grep', '-rIil', 'plivo', root], times: 1 },
    { name: 'scan', command: node(scan(root)), times: 1 },
    {
      name: `jscodeshift, one file in ${SAMPLE}, times ${SAMPLE}`,
      command: [process.execPath, shift, ...options],
      times: SAMPLE,
    },
  ]
}

/** Times whole processes in turns, as a user waits for them. */
export async function bench(): Promise<readonly string[]> {
  if (!existsSync(join(ROOT, 'codemods/dist/src/index.js'))) return ['  not built: run npm run build first']
  const base = mkdtempSync(join(tmpdir(), 'plivo-to-vobiz-bench-'))
  try {
    const root = join(base, 'tree')
    const { files, bytes } = buildTree(root)
    const rivals = getRivals(root, files)
    const runs = rivals.map((): { readonly ms: number; readonly memory: number }[] => [])
    for (let round = 0; round < ROUNDS; round += 1)
      for (const [index, rival] of rivals.entries())
        if (rival.times === 1 || round === 0) runs[index]?.push(time(rival, base))
    const head = `  ${files.length + TOUCHPOINTS} files, ${Math.round(bytes / 1e6)} MB, ${TOUCHPOINTS} with touchpoints`
    return [head, ...rivals.map(({ name }, index) => toLine(name, runs[index] ?? [], runs[0] ?? []))]
  } finally {
    rmSync(base, { recursive: true, force: true })
  }
}

function time({ command, times }: Rival, base: string): { readonly ms: number; readonly memory: number } {
  const [program = '', ...rest] = command
  const input = times === 1 ? '' : spawnSync('cat', [join(base, 'sample.txt')], { encoding: 'utf8' }).stdout
  const start = performance.now()
  const { stdout } = spawnSync(program, rest, { encoding: 'utf8', input, maxBuffer: 1 << 28 })
  const ms = (performance.now() - start) * times
  const memory = /^\d+$/.test(stdout.trim()) ? Number(stdout) : Number.NaN
  return { ms, memory: Number.isFinite(memory) ? memory / 1e3 : Number.NaN }
}

function toLine(
  name: string,
  own: readonly { ms: number; memory: number }[],
  first: readonly { ms: number }[],
): string {
  const ms = median(own.map((run) => run.ms))
  const memory = median(own.map((run) => run.memory))
  const ratio = ms / median(first.map((run) => run.ms))
  const megabytes = Number.isNaN(memory) ? '' : `${Math.round(memory)} MB`
  return `  ${name.padEnd(46)}  ${Math.round(ms).toString().padStart(7)} ms  ${ratio.toFixed(1).padStart(6)} x  ${megabytes}`.trimEnd()
}
