import { getBlocks } from '../../src/components/blocks.ts'
import { findPlaces } from '../../src/settings/find-places.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Kind, Note, Touchpoint } from '../../src/touchpoint.ts'
import type { Transform } from '../../src/transform.ts'

const name = 'page-markup'

interface PageTouchpoint extends Touchpoint {
  readonly note: Note
}

const NOTES: Readonly<Partial<Record<Kind, string>>> = {
  'sip-domain': 'sip-domain',
  'rest-raw-http': 'setting-api-host',
}
/** The browser SDK as pages load it: from a network of copies, or from the application's own files. */
const BROWSER_SDK = /<script\b[^>]*?\bsrc\s*=\s*["']([^"']*\bplivo(?:-browser-sdk)?[\w.@/-]*\.js)["']/gi

/**
 * Markup of pages and components: the browser SDK in a script element, SIP addresses and hosts. Their scripts are read
 * as code by the other transforms.
 */
export const pageMarkup: Transform<PageTouchpoint> = {
  name,
  languages: ['html', 'vue', 'svelte', 'astro', 'template', 'xml'],
  find(file) {
    const isInScript = (offset: number): boolean =>
      getBlocks(file).some(({ range }) => range.start <= offset && offset < range.end)
    return [...findHosts(file), ...findSdk(file)].filter(({ range }) => !isInScript(range.start))
  },
  rewrite: ({ note }) => ({ edits: [], notes: [note] }),
}

function findHosts({ text }: SourceFile): readonly PageTouchpoint[] {
  return findPlaces(text, false).flatMap(({ kind, range }) => {
    const code = NOTES[kind]
    return code === undefined || isCommented(text, range.start)
      ? []
      : [{ transform: name, kind, range, note: { code } }]
  })
}

function findSdk({ text }: SourceFile): readonly PageTouchpoint[] {
  return [...text.matchAll(BROWSER_SDK)]
    .filter((match) => !isCommented(text, match.index))
    .map((match) => ({
      transform: name,
      kind: 'no-equivalent',
      range: { start: match.index, end: match.index + match[0].length },
      note: { code: 'sdk-import-browser', args: { name: match[1] ?? '' } },
    }))
}

function isCommented(text: string, offset: number): boolean {
  const opened = text.lastIndexOf('<!--', offset)
  return opened >= 0 && text.indexOf('-->', opened) > offset
}
