import { SDK_PACKAGES } from '@plivo-to-vobiz/mappings'
import { findNodeAtLocation, parseTree } from 'jsonc-parser'
import type { Touchpoint } from '../../src/touchpoint.ts'
import type { Transform } from '../../src/transform.ts'

const name = 'package-json'
const SECTIONS = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies']
const packages = SDK_PACKAGES.filter(({ language }) => language === 'node').map((row) => row.name)

interface DependencyTouchpoint extends Touchpoint {
  readonly package: string
}

/** Packages of `package.json` that speak Plivo. The packages rewritten code needs are added by the engine. */
export const packageJson: Transform<DependencyTouchpoint> = {
  name,
  languages: ['json'],
  find({ text, path }) {
    if (!/(?:^|\/)package\.json$/.test(path)) return []
    const tree = parseTree(text)
    if (tree === undefined) return []
    return SECTIONS.flatMap((section) =>
      packages.flatMap((dependency): readonly DependencyTouchpoint[] => {
        const entry = findNodeAtLocation(tree, [section, dependency])?.parent
        if (entry === undefined) return []
        const range = { start: entry.offset, end: entry.offset + entry.length }
        return [{ transform: name, kind: 'dependency', range, package: dependency }]
      }),
    )
  },
  rewrite: ({ package: dependency }, _file, { target }) => ({
    edits: [],
    notes: [
      { code: 'dependency-left', args: { package: dependency }, action: target === 'both' ? 'review' : 'manual' },
    ],
  }),
}
