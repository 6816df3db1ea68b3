import { CUSTOM_HEADER_PREFIX, PARAMS, type ParamRow } from '@plivo-to-vobiz/mappings'
import { getCodeTexts, TEXT_LANGUAGES } from '../../src/text/code-text.ts'
import type { Note, Touchpoint } from '../../src/touchpoint.ts'
import type { Transform } from '../../src/transform.ts'

const name = 'code-event'

const rows: readonly ParamRow[] = PARAMS
/** Parameters whose name or value is another on Vobiz; words that any application uses are left out. */
const others: ReadonlyMap<string, ParamRow> = new Map(
  rows.flatMap((row) =>
    row.status !== 'same' && row.plivo !== null && /[a-z][A-Z]|[A-Z]{2}/.test(row.plivo) ? [[row.plivo, row]] : [],
  ),
)

/** A file without any of the names has no text that is one; making the texts of a long file takes time. */
const NAMES = new RegExp([CUSTOM_HEADER_PREFIX.plivo, ...others.keys()].join('|'), 'i')

interface ParamTouchpoint extends Touchpoint {
  readonly note: Note
}

/**
 * Callback parameters that differ on Vobiz, by their names in the texts of languages that ast-grep reads: custom SIP
 * headers, and parameters Vobiz lacks or fills differently. Most names are equal and are left alone. It reports and
 * rewrites nothing.
 */
export const codeEvent: Transform<ParamTouchpoint> = {
  name,
  languages: TEXT_LANGUAGES,
  needs: new RegExp(`plivo|${CUSTOM_HEADER_PREFIX.plivo}`, 'i'),
  find(file) {
    if (!NAMES.test(file.text)) return []
    return getCodeTexts(file).flatMap(({ range, text }): readonly ParamTouchpoint[] => {
      const note = getNote(text)
      return note === undefined ? [] : [{ transform: name, kind: 'event-param', range, note }]
    })
  },
  rewrite: ({ note }) => ({ edits: [], notes: [note] }),
}

function getNote(text: string): Note | undefined {
  if (text.toUpperCase().startsWith(CUSTOM_HEADER_PREFIX.plivo)) {
    const vobiz = CUSTOM_HEADER_PREFIX.vobiz + text.slice(CUSTOM_HEADER_PREFIX.plivo.length)
    return { code: 'event-custom-header', args: { plivo: text, vobiz } }
  }
  const row = others.get(text)
  if (row === undefined) return undefined
  if (row.vobiz === null) return { code: 'event-param-lost', args: { name: text } }
  return { code: 'event-param', args: { name: text, note: row.note ?? '' } }
}
