import { isSpace, skipSpace } from './names.ts'

const BOM = 0xfeff
const OPENING = '<?xml'
const DECLARATION =
  /^<\?xml\s+version\s*=\s*(?:"1\.[0-9]+"|'1\.[0-9]+')(?:\s+encoding\s*=\s*(?:"[A-Za-z][\w.-]*"|'[A-Za-z][\w.-]*'))?(?:\s+standalone\s*=\s*(?:"(?:yes|no)"|'(?:yes|no)'))?\s*\?>$/

/** What stands in front of the first thing of a document. */
export interface Prolog {
  /** Offset behind the byte order mark and the XML declaration. */
  readonly end: number
  /** Offset of the declaration, if there is one. */
  readonly declaration: number | undefined
  readonly isWellFormed: boolean
  /** White space in front of the declaration; start and end offsets. */
  readonly leadingSpace: readonly [number, number] | undefined
}

/** Reads byte order mark and XML declaration. White space in front of the declaration is let pass, to be removed. */
export function readProlog(source: string): Prolog {
  const start = findStart(source)
  const first = skipSpace(source, start)
  if (!source.startsWith(OPENING, first) || !isSpace(source.charCodeAt(first + OPENING.length)))
    return { end: start, declaration: undefined, isWellFormed: true, leadingSpace: undefined }
  const end = source.indexOf('?>', first) + 2
  return {
    end,
    declaration: first,
    isWellFormed: end > 1 && DECLARATION.test(source.slice(first, end)),
    leadingSpace: first > start ? [start, first] : undefined,
  }
}

/** Offset of the first unit that is no byte order mark. */
export const findStart = (source: string): number => (source.charCodeAt(0) === BOM ? 1 : 0)
