import { ENVIRONMENT } from '@plivo-to-vobiz/mappings'
import { getLineEnding } from '../../src/positions.ts'
import type { Touchpoint } from '../../src/touchpoint.ts'
import type { Transform } from '../../src/transform.ts'

const name = 'env-file'

interface EntryTouchpoint extends Touchpoint {
  readonly prefix: string
  readonly vobiz: string
}

/**
 * Files of environment variables. Beside each of Plivo's credentials the entry of Vobiz's is added, without a value;
 * nothing is ever deleted, and no value is read.
 */
export const envFile: Transform<EntryTouchpoint> = {
  name,
  languages: ['env'],
  find: ({ text }) =>
    ENVIRONMENT.flatMap(({ plivo, vobiz }) => {
      const entry = findEntry(text, plivo)
      if (entry === undefined) return []
      return [{ transform: name, kind: 'env-var' as const, ...entry, vobiz }]
    }),
  rewrite({ range, prefix, vobiz }, { text }) {
    if (findEntry(text, vobiz) !== undefined) return { edits: [], notes: [] }
    const added = `${getLineEnding(text)}${prefix}${vobiz}=`
    return {
      edits: [{ start: range.end, end: range.end, text: added }],
      notes: [{ code: 'env-file-added', args: { vobiz } }],
    }
  },
}

/** The line of a variable: where it stands, its line ending left out, and what comes before the name. */
function findEntry(text: string, variable: string): Pick<EntryTouchpoint, 'range' | 'prefix'> | undefined {
  const match = new RegExp(`^([ \\t]*(?:export[ \\t]+)?)${variable}[ \\t]*=[^\\r\\n]*`, 'm').exec(text)
  if (match === null) return undefined
  return { range: { start: match.index, end: match.index + match[0].length }, prefix: match[1] ?? '' }
}
