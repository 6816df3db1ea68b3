/**
 * Joins the modules of a package's `dist` into a few files, because importing forty small ones takes a process three
 * times as long as all the code in them (docs/decisions/0003-bundle-signatures.md). Types stay as the compiler wrote
 * them. Runs in the folder of the package: `npm run bundle`. Workspace packages given as arguments, or entries of
 * theirs, are joined in as well, those parts of them that are used. What several entries share is one file;
 * `--chunk PATTERN` gives files of `src` whose names start so, and what they import, one of their own, for entries that
 * need no more.
 */
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, posix } from 'node:path'
import { parseArgs } from 'node:util'
import { rolldown } from 'rolldown'

interface Manifest {
  readonly exports: Record<string, string | Record<string, string>>
  readonly dependencies?: Record<string, string>
  readonly peerDependencies?: Record<string, string>
}

/** Name of an entry: where its file is in `dist`, without the extension. */
const toName = (built: string): string => built.replace(/^\.\/dist\/|\.js$/g, '')

const folder = `${process.cwd()}/`
const manifest: Manifest = JSON.parse(readFileSync(`${folder}package.json`, 'utf8'))
const { values, positionals: joined } = parseArgs({
  allowPositionals: true,
  options: { chunk: { type: 'string', multiple: true, default: [] } },
})
const external = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })
/** Whether what is imported is one of some packages, or an entry of one. */
const isOf = (id: string, names: readonly string[]): boolean =>
  names.some((name) => id === name || id.startsWith(`${name}/`))
const entries: Record<string, string> = Object.fromEntries(
  Object.values(manifest.exports).flatMap((entry) => {
    if (typeof entry === 'string') return []
    const [source, built] = [entry['@plivo-to-vobiz/source'], entry.default]
    return source === undefined || built === undefined ? [] : [[toName(built), source]]
  }),
)

const dist = `${folder}dist/`
// What CommonJS files of the package load by `import()` are entries too.
for (const file of readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((one) => one.endsWith('.cjs')))
  for (const [, specifier = ''] of readFileSync(dist + file, 'utf8').matchAll(/\bimport\('(\.[^']+)'\)/g)) {
    const name = toName(`./dist/${posix.join(dirname(file), specifier)}`)
    entries[name] = `./${name}.ts`
  }
const isCode = (file: string): boolean => /\.js(?:\.map)?$/.test(file)
for (const file of readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter(isCode)) rmSync(dist + file)
const bundle = await rolldown({
  cwd: folder,
  input: entries,
  platform: 'node',
  external: (id) => id.startsWith('node:') || (isOf(id, external) && !isOf(id, joined)),
  resolve: { conditionNames: ['@plivo-to-vobiz/source', 'import', 'node', 'default'] },
})
await bundle.write({
  dir: 'dist',
  format: 'esm',
  sourcemap: true,
  comments: false,
  entryFileNames: '[name].js',
  chunkFileNames: 'chunks/[hash].js',
  // One file for all that entries share: what a module costs is its own, not what is in it.
  codeSplitting: {
    groups: ['', ...values.chunk].map((files, priority) => ({
      name: `shared-${priority}`,
      test: new RegExp(`/(?:src|transforms)/(?:${files})`),
      minShareCount: 2,
      priority,
    })),
  },
})
// The compiler must not take the joined files for its own: without its notes it writes all of them again.
rmSync(`${dist}.tsbuildinfo`, { force: true })
