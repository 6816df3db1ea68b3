import { spawnSync } from 'node:child_process'
import { median } from './rounds.ts'

const RUNS = 9

/** Milliseconds a fresh process needs to import a module; the middle of several runs. */
export function measureImport(specifier: string): number {
  const script = `const start = performance.now(); await import('${specifier}'); console.log(performance.now() - start)`
  const run = (): number => {
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: new URL('.', import.meta.url),
      encoding: 'utf8',
    })
    return Number(stdout)
  }
  return median(Array.from({ length: RUNS }, run))
}
