import { copyFileSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '../../..')
const PACKAGES = join(ROOT, 'node_modules/.pnpm')
const FIXTURES = join(ROOT, 'codemods/transforms')
const SOURCE = /(?<!\.d)\.[cm]?[jt]sx?$/

/** How many files of JavaScript and TypeScript, how many others, and how large one may be, so that all come to some 95 MB. */
const SOURCES = { count: 20_331, largest: 24 << 10 }
const OTHERS = { count: 13_159, largest: 16 << 10 }
const TOUCHPOINTS = 143

/** A tree of files to scan. */
export interface Tree {
  /** JavaScript and TypeScript, absolute. */
  readonly sources: readonly string[]
  readonly files: number
  readonly bytes: number
  readonly touchpoints: number
}

interface Found {
  readonly path: string
  /** Where it goes, relative to the tree. */
  readonly to: string
  readonly size: number
}

/**
 * The installed registry packages as if they were an application's own files, with fixtures that touch Plivo among them.
 * Packages are taken again under another name when there are too few.
 */
export function buildTree(root: string): Tree {
  const found = readdirSync(PACKAGES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !/plivo|^node_modules$/i.test(entry.name))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap(({ name }) => list(join(PACKAGES, name), name))
  const take = (isSource: boolean, { count, largest }: typeof SOURCES): readonly Found[] => {
    const fit = found.filter(({ path, size }) => SOURCE.test(path) === isSource && size <= largest)
    if (fit.length === 0) throw new Error('Nothing is installed to build a tree of; run npm run setup first.')
    return Array.from({ length: count - (isSource ? TOUCHPOINTS : 0) }, (_, index): Found => {
      const one = fit[index % fit.length] as Found
      return index < fit.length ? one : { ...one, to: join(`again-${Math.floor(index / fit.length)}`, one.to) }
    })
  }
  const [sources, others] = [take(true, SOURCES), take(false, OTHERS)]
  const made = [...sources, ...others].map(({ path, to, size }) => copy(path, join(root, to), size))
  const places = sources.map(({ to }) => join(root, to))
  const touched = findSamples().flatMap((sample, index, samples) =>
    Array.from({ length: Math.ceil((TOUCHPOINTS - index) / samples.length) }, (_, turn) => {
      const at = index + turn * samples.length
      const folder = dirname(places[(at * 97) % places.length] ?? root)
      const target = join(folder, `plivo-${at}${sample.slice(-3)}`)
      places.push(target)
      return copy(sample, target, statSync(sample).size)
    }),
  )
  const bytes = [...made, ...touched].reduce((sum, size) => sum + size, 0)
  return { sources: places, files: made.length + touched.length, bytes, touchpoints: touched.length }
}

function list(folder: string, to: string): readonly Found[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry): readonly Found[] => {
    const path = join(folder, entry.name)
    // Under their own names these folders would be passed over, as in an application.
    const name = join(to, entry.name.replace(/^(?:node_modules|dist|build|vendor|coverage)$/, 'x-$&'))
    if (entry.isDirectory()) return list(path, name)
    return entry.isFile() ? [{ path, to: name, size: statSync(path).size }] : []
  })
}

function copy(from: string, to: string, size: number): number {
  mkdirSync(dirname(to), { recursive: true })
  copyFileSync(from, to)
  return size
}

function findSamples(): readonly string[] {
  return ['js-signature', 'js-sdk', 'js-xml-literal', 'js-host', 'js-setting'].flatMap((transform) => {
    const folder = join(FIXTURES, transform, 'fixtures')
    return readdirSync(folder)
      .sort()
      .flatMap((one) =>
        ['input.js', 'input.ts'].map((name) => join(folder, one, name)).filter((file) => existsSync(file)),
      )
  })
}
