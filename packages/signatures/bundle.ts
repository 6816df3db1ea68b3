/**
 * Joins the modules of a package's `dist` into a few files, because importing forty small ones takes a process three
 * times as long as all the code in them (docs/decisions/0003-bundle-signatures.md). Types stay as the compiler wrote
 * them. Runs in the folder of the package: `npm run bundle`. Names of workspace packages given as arguments are joined
 * in as well, those parts of them that are used.
 */
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { build } from 'esbuild'

interface Manifest {
  readonly exports: Record<string, string | Record<string, string>>
  readonly dependencies?: Record<string, string>
  readonly peerDependencies?: Record<string, string>
}

const folder = `${process.cwd()}/`
const manifest: Manifest = JSON.parse(readFileSync(`${folder}package.json`, 'utf8'))
const joined = process.argv.slice(2)
const external = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }).filter(
  (name) => !joined.includes(name),
)
const entryPoints = Object.values(manifest.exports).flatMap((entry) =>
  typeof entry === 'object' && entry['@plivo-to-vobiz/source'] !== undefined ? [entry['@plivo-to-vobiz/source']] : [],
)

const dist = `${folder}dist/`
const isCode = (file: string): boolean => /\.js(?:\.map)?$/.test(file)
for (const file of readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter(isCode)) rmSync(dist + file)
await build({
  absWorkingDir: folder,
  entryPoints,
  outbase: 'src',
  outdir: 'dist',
  bundle: true,
  splitting: true,
  chunkNames: 'chunks/[hash]',
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  external,
  conditions: ['@plivo-to-vobiz/source'],
  sourcemap: true,
  sourcesContent: false,
  logLevel: 'warning',
})
// The compiler must not take the joined files for its own: without its notes it writes all of them again.
rmSync(`${dist}.tsbuildinfo`, { force: true })
