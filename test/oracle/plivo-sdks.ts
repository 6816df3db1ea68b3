import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'vitest'
import { ROOT } from '../agreement/workspace.ts'

/** One question to a vendor's package: what is the signature, and is this one right? */
export interface SdkCall {
  readonly version: 'v2' | 'v3'
  readonly method: string
  readonly url: string
  readonly nonce: string
  readonly token: string
  readonly params: Readonly<Record<string, string>>
  readonly signature: string
}

/** Its answer; a call that the package throws on has an empty signature and a no. */
export interface SdkAnswer {
  readonly signature: string
  readonly valid: boolean
}

/** A vendor's package in another language, run by the language's own tools. */
export interface Sdk {
  readonly name: string
  /** Commands it takes, with an argument that makes each of them print its version. */
  readonly tools: Readonly<Record<string, string>>
  /** Fetches and compiles what is needed, once for all runs. */
  readonly prepare: () => void
  readonly ask: (calls: readonly SdkCall[]) => readonly SdkAnswer[]
}

const CACHE = join(ROOT, 'node_modules/.cache/plivo-to-vobiz')
const here = (name: string): string => join(import.meta.dirname, name)

function run(command: string, args: readonly string[], calls: readonly SdkCall[]): readonly SdkAnswer[] {
  const stdio: ['pipe', 'pipe', 'ignore'] = ['pipe', 'pipe', 'ignore']
  return JSON.parse(execFileSync(command, args, { input: JSON.stringify(calls), maxBuffer: 1 << 28, stdio }).toString())
}

const goBinary = join(CACHE, 'plivo-go')
const classPath = join(CACHE, 'plivo-java.classpath')

/** Plivo's Go and Java packages. The node package is compared where it runs: in signatures-plivo.test.ts. */
export const SDKS: readonly Sdk[] = [
  {
    name: 'plivo-go',
    tools: { go: 'version' },
    prepare: () => {
      execFileSync('go', ['build', '-o', goBinary, '.'], { cwd: here('go'), stdio: 'pipe' })
    },
    ask: (calls) => run(goBinary, [], calls),
  },
  {
    name: 'plivo-java',
    tools: { java: '-version', javac: '-version', mvn: '-version' },
    prepare: () => {
      const isFresh = existsSync(classPath) && readFileSync(classPath, 'utf8').split(':').every(existsSync)
      if (isFresh) return
      mkdirSync(CACHE, { recursive: true })
      const goal = ['dependency:build-classpath', `-Dmdep.outputFile=${classPath}`]
      execFileSync('mvn', ['--quiet', '--batch-mode', ...goal], { cwd: here('java'), stdio: 'pipe' })
    },
    ask: (calls) => run('java', ['-cp', readFileSync(classPath, 'utf8'), here('java/Oracle.java')], calls),
  },
]

/** Runs a suite for a package, or says why not: with CI=true a missing tool is a failure, elsewhere a printed skip. */
export function describeSdk({ name, tools }: Pick<Sdk, 'name' | 'tools'>, suite: () => void): void {
  const missing = Object.keys(tools).filter((tool) => spawnSync(tool, [tools[tool] ?? '']).error !== undefined)
  const reason = `${name} needs ${missing.join(' and ')}, which is not installed`
  if (missing.length === 0) describe(name, suite)
  else if (process.env.CI === 'true') {
    it(name, () => {
      throw new Error(`${reason}; with CI=true this is a failure, not a skip`)
    })
  } else {
    console.warn(`skipped: ${reason}`)
    describe.skip(`${name} (${reason})`, suite)
  }
}
