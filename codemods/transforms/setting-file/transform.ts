import { COUNTERPARTS } from '../../src/settings/counterparts.ts'
import { findPlaces, type Place } from '../../src/settings/find-places.ts'
import { hasCounterpart } from '../../src/settings/has-counterpart.ts'
import { toLines } from '../../src/settings/lines.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Note, Touchpoint } from '../../src/touchpoint.ts'
import type { Rewrite, Transform } from '../../src/transform.ts'

const name = 'setting-file'

/** Data of tests cannot break a call. */
const TEST = /(?:^|\/)(?:__tests__|tests?|specs?|fixtures|mocks?)\//i

interface PlaceTouchpoint extends Touchpoint {
  readonly place: Place
}

/**
 * Settings: YAML, TOML, JSON, environment files, Dockerfiles, compose, Terraform, serverless, shell. Reports
 * credentials and other settings, hosts, SIP addresses, signature headers and ring URLs; values belong to whoever
 * deploys, so nothing is rewritten. The credentials of environment files are `env-file`'s.
 */
export const settingFile: Transform<PlaceTouchpoint> = {
  name,
  languages: ['yaml', 'toml', 'ini', 'terraform', 'dockerfile', 'shell', 'env', 'json'],
  find(file) {
    return toLines(file.text, file.language).flatMap((line) =>
      dropRepeated(findPlaces(line.text.slice(0, line.comment), true))
        .filter((place) => file.language !== 'env' || !COUNTERPARTS.has(place.name))
        .map((place) => ({
          transform: name,
          kind: place.kind,
          range: { start: line.start + place.range.start, end: line.start + place.range.end },
          place,
        })),
    )
  },
  rewrite({ place }, file, { target }): Rewrite {
    const note = toNote(place, file, target === 'both')
    if (note === undefined) return { edits: [], notes: [] }
    return { edits: [], notes: [TEST.test(file.path) ? { ...note, action: 'review' } : note] }
  },
}

/** `PLIVO_AUTH_ID: ${PLIVO_AUTH_ID}` is one setting. */
function dropRepeated(places: readonly Place[]): readonly Place[] {
  const seen = new Set<string>()
  return places.filter(({ what, name: called }) => {
    const key =
      what === 'credential' || what === 'setting'
        ? called.toLowerCase().replace(/[_.-]/g, '')
        : `${called} ${seen.size}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

function toNote({ what, name: called, vobiz = '' }: Place, { text }: SourceFile, isBoth: boolean): Note | undefined {
  switch (what) {
    case 'credential': {
      if (!isBoth) return { code: 'setting-credential-left', args: { plivo: called } }
      return hasCounterpart(called, text) ? undefined : { code: 'setting-credential', args: { plivo: called, vobiz } }
    }
    case 'setting':
      return isBoth && hasCounterpart(called, text) ? undefined : { code: 'setting-other', args: { name: called } }
    case 'api-host':
      return { code: 'setting-api-host' }
    case 'sip-host':
      return { code: 'sip-domain' }
    case 'header':
      return { code: 'setting-header', args: { header: called } }
    case 'ring-url':
      return { code: 'ring-url' }
  }
}
