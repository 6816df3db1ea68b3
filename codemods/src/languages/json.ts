import { getLocation, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import type { Language } from '../language.ts'
import { createPositions } from '../positions.ts'

const SECTIONS = new Set<unknown>(['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'])

/** Package manifests and other data. */
export const json: Language = {
  names: ['json'],
  extensions: { '.json': 'json', '.jsonc': 'json', '.webmanifest': 'json' },
  findSyntaxProblem({ text }) {
    const errors: ParseError[] = []
    parseTree(text, errors, { allowTrailingComma: true, disallowComments: false })
    const [first] = errors
    if (first === undefined) return undefined
    return { message: printParseErrorCode(first.error), line: createPositions(text)(first.offset).line }
  },
  explainMention({ text }, offset) {
    if (text.startsWith('plivo-to-vobiz', offset)) return 'ours'
    return SECTIONS.has(getLocation(text, offset).path[0]) ? undefined : 'text'
  },
}
