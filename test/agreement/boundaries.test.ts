import { builtinModules } from 'node:module'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findImports, getMembers, listSources, type Member, readSource } from './workspace.ts'

const SCOPE = '@plivo-to-vobiz/'

/** The arrows of docs/architecture.md: a package may import only what stands in its list. */
const ARROWS: Record<string, readonly string[]> = {
  mappings: [],
  signatures: [],
  'voice-xml': ['mappings'],
  shim: ['mappings', 'signatures', 'voice-xml'],
  'rest-client': ['mappings'],
  simulator: ['mappings', 'signatures', 'voice-xml'],
  codemods: ['mappings', 'voice-xml'],
  'plivo-to-vobiz': ['mappings', 'signatures', 'voice-xml', 'shim', 'simulator', 'codemods', 'rest-client'],
}

const packageOf = (specifier: string): string =>
  specifier.startsWith('@') ? specifier.split('/').slice(0, 2).join('/') : (specifier.split('/')[0] ?? specifier)

const short = (name: string): string => name.replace(SCOPE, '')

const isBuiltin = (specifier: string): boolean =>
  specifier.startsWith('node:') || builtinModules.includes(packageOf(specifier))

describe.each(getMembers())('$name', (member: Member) => {
  const files = listSources(member.folder).filter((file) => /\/(src|transforms|bin)\//.test(file))
  const imports = files.flatMap((file) => findImports(readSource(file)).map((specifier) => ({ file, specifier })))
  const outside = imports.filter(({ specifier }) => !specifier.startsWith('.') && !isBuiltin(specifier))

  it('imports only the packages its arrows allow', () => {
    const allowed = ARROWS[short(member.name)]
    expect(allowed, `no arrows are drawn for ${member.name}`).toBeDefined()
    const wrong = outside.filter(
      ({ specifier }) => specifier.startsWith(SCOPE) && !allowed?.includes(short(packageOf(specifier))),
    )
    expect(wrong).toEqual([])
  })

  it('declares every package it imports', () => {
    const { dependencies, peerDependencies } = member.manifest
    const declared = new Set([...Object.keys(dependencies ?? {}), ...Object.keys(peerDependencies ?? {}), member.name])
    const missing = outside.filter(({ specifier }) => !declared.has(packageOf(specifier)))
    // A package that is types alone is erased by the build.
    const isTypesOnly = ({ file, specifier }: (typeof missing)[number]): boolean =>
      member.manifest.devDependencies?.[`@types/${specifier}`] !== undefined &&
      new RegExp(`^import type [^;]*? from '${specifier}'$`, 'm').test(readSource(file))
    expect(missing.filter((one) => !isTypesOnly(one))).toEqual([])
  })

  it('declares no workspace dependency that its arrows forbid', () => {
    const wanted = Object.keys(member.manifest.dependencies ?? {}).filter((name) => name.startsWith(SCOPE))
    expect(wanted.map(short).filter((name) => !ARROWS[short(member.name)]?.includes(name))).toEqual([])
  })

  it('reaches other packages through their exports only', () => {
    const exported = new Set(
      getMembers().flatMap(({ name, manifest }) =>
        Object.keys(manifest.exports ?? {}).map((path) => join(name, path).replace(/\/$/, '')),
      ),
    )
    const deep = outside.filter(({ specifier }) => specifier.startsWith(SCOPE) && !exported.has(specifier))
    expect(deep).toEqual([])
    const escaping = imports.filter(
      ({ file, specifier }) =>
        specifier.startsWith('.') && !normalize(join(dirname(file), specifier)).startsWith(`${member.folder}/`),
    )
    expect(escaping).toEqual([])
  })

  it('has no import cycle, type-only imports included', () => {
    const graph = new Map(
      files.map((file) => [
        file,
        findImports(readSource(file))
          .filter((specifier) => specifier.startsWith('.'))
          .map((specifier) => normalize(join(dirname(file), specifier))),
      ]),
    )
    expect(findCycle(graph)).toEqual([])
  })

  it('never imports its own index from inside', () => {
    const inward = imports.filter(
      ({ file, specifier }) =>
        specifier.startsWith('.') && normalize(join(dirname(file), specifier)) === `${member.folder}/src/index.ts`,
    )
    expect(inward).toEqual([])
  })
})

it('finds a cycle when there is one', () => {
  expect(
    findCycle(
      new Map([
        ['a', ['b']],
        ['b', ['c']],
        ['c', ['a']],
      ]),
    ),
  ).toEqual(['a', 'b', 'c', 'a'])
})

/** The first cycle of a graph as a path, or nothing. */
function findCycle(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>()
  const visit = (node: string, path: readonly string[]): readonly string[] => {
    const start = path.indexOf(node)
    if (start >= 0) return [...path.slice(start), node]
    if (done.has(node)) return []
    for (const next of graph.get(node) ?? []) {
      const cycle = visit(next, [...path, node])
      if (cycle.length > 0) return cycle
    }
    done.add(node)
    return []
  }
  for (const node of graph.keys()) {
    const cycle = visit(node, [])
    if (cycle.length > 0) return cycle
  }
  return []
}
