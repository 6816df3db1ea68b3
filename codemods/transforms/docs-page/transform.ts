import { ELEMENT } from '@plivo-to-vobiz/mappings'
import { findSdkRole } from '../../src/javascript/sdk-modules.ts'
import { findPlaces, type Place } from '../../src/settings/find-places.ts'
import { hasCounterpart } from '../../src/settings/has-counterpart.ts'
import { recognise } from '../../src/text/recognise-xml.ts'
import type { Kind, Range, Touchpoint } from '../../src/touchpoint.ts'
import type { Transform } from '../../src/transform.ts'

const name = 'docs-page'

interface DocsTouchpoint extends Touchpoint {
  readonly code: string
  readonly what: string
}

const CODES: Readonly<Record<Place['what'], string>> = {
  credential: 'docs-setting',
  setting: 'docs-setting',
  'api-host': 'docs-api-host',
  'sip-host': 'docs-sip-host',
  header: 'docs-header',
  'ring-url': 'docs-ring-url',
}
const LOADS = /\b(?:from|require\(|import\(|import)\s*["']([^"'\n]+)["']|\b(?:import|from)\s+(plivo)\b/g
const INSTALLS =
  /\b(?:npm (?:i|install|add)|yarn add|pnpm add|bun add|pip3? install|gem install|composer require|go get)\s[^\n`]*?(?<![\w@/-])(plivo[\w./-]*)/g

/**
 * Documentation of the application, in Markdown. It cannot break a call, so what it shows of Plivo is to be reviewed:
 * settings, addresses, headers, XML, and the SDK in code samples. A history of changes is left alone.
 */
export const docsPage: Transform<DocsTouchpoint> = {
  name,
  languages: ['markdown'],
  needs: new RegExp(`plivo|<${ELEMENT.Response}`, 'i'),
  find({ text, path }) {
    if (/(?:^|\/)(?:changelog|changes|history|releases?)\b[^/]*$/i.test(path)) return []
    const seen = new Set<string>()
    return [...findNamed(text), ...findXml(text)]
      .sort((a, b) => a.range.start - b.range.start)
      .filter(({ code, what }) => {
        const key = `${code} ${what.toLowerCase()}`
        if (seen.has(key)) return false
        seen.add(key)
        return true
      })
  },
  rewrite: ({ code, what }) => ({ edits: [], notes: [{ code, args: { what } }] }),
}

const toTouchpoint = (kind: Kind, code: string, range: Range, what: string): DocsTouchpoint => ({
  transform: name,
  kind,
  range,
  code,
  what,
})

function findNamed(text: string): readonly DocsTouchpoint[] {
  const places = findPlaces(text, /plivo/i.test(text))
    .filter(({ kind, name: called }) => kind !== 'env-var' || !hasCounterpart(called, text))
    .map(({ kind, what, range, name: called }) => toTouchpoint(kind, CODES[what], range, called))
  const loads = [...text.matchAll(LOADS)].flatMap((match) => {
    const called = match[1] ?? match[2] ?? ''
    if (findSdkRole(called) === undefined) return []
    return [toTouchpoint('sdk-import', 'docs-sdk', { start: match.index, end: match.index + match[0].length }, called)]
  })
  const installs = [...text.matchAll(INSTALLS)].map((match) =>
    toTouchpoint(
      'dependency',
      'docs-install',
      { start: match.index, end: match.index + match[0].length },
      match[1] ?? '',
    ),
  )
  return [...places, ...loads, ...installs]
}

/** XML of the provider in a sample. */
function findXml(text: string): readonly DocsTouchpoint[] {
  const surroundings = { mentionsPlivo: /plivo/i.test(text), mentionsOthers: false }
  return [...text.matchAll(/<Response\b[\s\S]*?<\/Response\s*>/g)].flatMap((match) => {
    if (recognise(match[0], surroundings)?.isSure !== true) return []
    return [
      toTouchpoint('xml-literal', 'docs-xml', { start: match.index, end: match.index + match[0].length }, match[0]),
    ]
  })
}
