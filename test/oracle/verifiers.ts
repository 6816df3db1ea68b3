import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Target } from '@plivo-to-vobiz/codemods'
import { ROOT } from '../agreement/workspace.ts'

/** One question to a verifier file: a whole request, or the arguments of the function that replaces the SDK's. */
export interface VerifierCall {
  readonly function: 'verify' | 'v2' | 'v3'
  readonly method: string
  readonly url: string
  readonly nonce?: string
  readonly signature?: string
  readonly headers?: readonly (readonly [string, string])[]
  readonly form?: readonly (readonly [string, string])[]
  readonly plivo?: readonly string[]
  readonly vobiz?: readonly string[]
}

/** A verifier file in one language, run by the language's own tools. */
export interface Verifier {
  readonly name: string
  /** Commands it takes, with an argument that makes each of them print its version. */
  readonly tools: Readonly<Record<string, string>>
  /** The file, relative to the root. */
  readonly file: string
  /** Whether the function that replaces the SDK's takes several values of one field, as the SDK's does. */
  readonly takesRepeated: boolean
  /** Whose signatures it accepts: of both providers, or of Vobiz alone. */
  readonly target: Target
  readonly prepare: () => void
  readonly command: () => readonly [string, ...(readonly string[])]
}

const CACHE = join(ROOT, 'node_modules/.cache/plivo-to-vobiz')
const FILES = 'codemods/verifiers'
const here = (name: string): string => join(import.meta.dirname, 'verifiers', name)
const build = (language: string): string => {
  const folder = join(CACHE, `verifier-${language}`)
  mkdirSync(join(folder, 'vobizsignatures'), { recursive: true })
  return folder
}

/** The driver for a verifier of Vobiz alone, whose tokens are one list. */
function writeDriver(folder: string, name: string, target: Target): string {
  const text = readFileSync(here(name), 'utf8')
  const path = join(folder, name)
  writeFileSync(path, target === 'both' ? text : text.replace(/(?:Plivo: )?[Ll]ist\(f\[7\]\), /, ''))
  return path
}

const toJava = (target: Target): Verifier => ({
  name: target === 'both' ? 'Java' : 'Java, Vobiz alone',
  tools: { java: '-version', javac: '-version' },
  file: `${FILES}/java/${target === 'both' ? '' : 'vobiz/'}VobizSignatures.java`,
  takesRepeated: false,
  target,
  prepare() {
    const folder = build(`java-${target}`)
    const files = [join(ROOT, this.file), writeDriver(folder, 'Main.java', target)]
    execFileSync('javac', ['-Xlint:all,-options', '-Werror', '--release', '8', '-d', folder, ...files], {
      stdio: 'pipe',
    })
  },
  command: () => ['java', '-cp', build(`java-${target}`), 'Main'],
})

const toCSharp = (target: Target): Verifier => ({
  name: target === 'both' ? 'C#' : 'C#, Vobiz alone',
  tools: { mcs: '--version', mono: '--version' },
  file: `${FILES}/csharp/${target === 'both' ? '' : 'vobiz/'}VobizSignatures.cs`,
  takesRepeated: false,
  target,
  prepare() {
    const folder = build(`csharp-${target}`)
    const files = [join(ROOT, this.file), writeDriver(folder, 'Main.cs', target)]
    const checks = ['-langversion:7', '-warnaserror', '-warn:4']
    execFileSync('mcs', [...checks, `-out:${folder}/main.exe`, ...files], { stdio: 'pipe' })
  },
  command: () => ['mono', join(build(`csharp-${target}`), 'main.exe')],
})

const toRuby = (target: Target): Verifier => ({
  name: target === 'both' ? 'Ruby' : 'Ruby, Vobiz alone',
  tools: { ruby: '--version' },
  file: `${FILES}/ruby/${target === 'both' ? '' : 'vobiz/'}vobiz_signatures.rb`,
  takesRepeated: true,
  target,
  prepare() {
    execFileSync('ruby', ['-wc', join(ROOT, this.file)], { stdio: 'pipe' })
  },
  command() {
    return ['ruby', here('main.rb'), join(ROOT, this.file)]
  },
})

const toPhp = (target: Target): Verifier => ({
  name: target === 'both' ? 'PHP' : 'PHP, Vobiz alone',
  tools: { php: '--version' },
  file: `${FILES}/php/${target === 'both' ? '' : 'vobiz/'}VobizSignatures.php`,
  takesRepeated: true,
  target,
  prepare() {
    execFileSync('php', ['-l', join(ROOT, this.file)], { stdio: 'pipe' })
  },
  command() {
    return ['php', here('main.php'), join(ROOT, this.file)]
  },
})

const toGo = (target: Target): Verifier => ({
  name: target === 'both' ? 'Go' : 'Go, Vobiz alone',
  tools: { go: 'version' },
  file: `${FILES}/go/${target === 'both' ? '' : 'vobiz/'}vobizsignatures.go`,
  takesRepeated: false,
  target,
  prepare() {
    const folder = build(`go-${target}`)
    cpSync(join(ROOT, this.file), join(folder, 'vobizsignatures/vobizsignatures.go'))
    writeDriver(folder, 'main.go', target)
    writeFileSync(join(folder, 'go.mod'), 'module verifiers\n\ngo 1.18\n')
    execFileSync('go', ['vet', './...'], { cwd: folder, stdio: 'pipe' })
    execFileSync('go', ['build', '-o', 'main', '.'], { cwd: folder, stdio: 'pipe' })
  },
  command: () => [join(build(`go-${target}`), 'main')],
})

/** Every verifier file that is handed out as it is. */
export const VERIFIERS: readonly Verifier[] = [
  toGo('both'),
  toGo('vobiz'),
  toRuby('both'),
  toRuby('vobiz'),
  toPhp('both'),
  toPhp('vobiz'),
  toJava('both'),
  toJava('vobiz'),
  toCSharp('both'),
  toCSharp('vobiz'),
]

const encodePairs = (pairs: readonly (readonly [string, string])[] = []): string =>
  pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&')

const encodeCall = (call: VerifierCall): string =>
  [
    call.function,
    ...[call.method, call.url, call.nonce ?? '', call.signature ?? ''].map(encodeURIComponent),
    encodePairs(call.headers),
    encodePairs(call.form),
    ...[call.plivo, call.vobiz].map((tokens) => encodePairs((tokens ?? []).map((token) => ['', token] as const))),
  ].join('\t')

/** Asks many questions in one process; `raised` where the language raised instead of answering. */
export function askVerifier(verifier: Verifier, calls: readonly VerifierCall[]): readonly (boolean | 'raised')[] {
  const [command, ...args] = verifier.command()
  const input = calls.map((call) => `${encodeCall(call)}\n`).join('')
  const answers = execFileSync(command, args, { input, encoding: 'utf8', maxBuffer: 1 << 28 })
  if (answers.length !== calls.length)
    throw new Error(`${verifier.name} gave ${answers.length} answers to ${calls.length} calls.`)
  return [...answers].map((answer) => (answer === 'E' ? 'raised' : answer === '1'))
}
