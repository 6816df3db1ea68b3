import { ENVIRONMENT, HOSTS } from '@plivo-to-vobiz/mappings'
import type { Kind, Range } from '../touchpoint.ts'

/** A place in text that is not code, and what it is. */
export interface Place {
  readonly kind: Kind
  readonly what: 'credential' | 'setting' | 'api-host' | 'sip-host' | 'header' | 'ring-url'
  readonly range: Range
  readonly name: string
  /** What Vobiz calls it, for credentials. */
  readonly vobiz?: string
}

const [ID, TOKEN] = ENVIRONMENT
/** Names of credentials in the spellings of settings files: PLIVO_AUTH_ID, plivo_auth_token, plivo.authId. */
const CREDENTIAL =
  /(?<![A-Za-z0-9]|(?:your|my|some)[_-])plivo(?:[_.-]?(?:auth|account|api)[_.-]?(id|sid|token|secret|key)|[_.-]?(?:token|secret))(?!\w)/gi
const SETTING = /(?<![A-Za-z0-9])(?:[A-Z0-9]+_)*PLIVO_[A-Z0-9_]*[A-Z0-9]\b/g
/** What stands for a value in a sample: YOUR_PLIVO_AUTH_ID, `"PLIVO_AUTH_ID": "PlivoAuthId"`. */
const STANDS_FOR_VALUE = /(?:^|_)(?:YOUR|MY|SOME|ENTER|REPLACE)_(?:\w+_)?PLIVO_/
const CAMEL_VALUE = /:\s*"$/
const HEADER = /\bx-plivo-signature[\w-]*/gi
const RING = /(?<![\w-])ring[_-]?(?:url|method)(?![\w-])/gi

/**
 * Every place of a text that depends on Plivo by a name that means one thing wherever it stands. Names of settings are
 * given once a line.
 *
 * @param mentionsPlivo whether the file names the provider; a ring URL alone may be another product's.
 */
export function findPlaces(text: string, mentionsPlivo: boolean): readonly Place[] {
  const places = [...findHosts(text), ...findNames(text)]
  for (const match of text.matchAll(HEADER)) places.push(toPlace('signature-header', 'header', match))
  if (mentionsPlivo) for (const match of text.matchAll(RING)) places.push(toPlace('ring-url', 'ring-url', match))
  return dropCovered(places.sort((a, b) => a.range.start - b.range.start || b.range.end - a.range.end))
}

function toPlace(kind: Kind, what: Place['what'], match: RegExpExecArray): Place {
  return { kind, what, name: match[0], range: { start: match.index, end: match.index + match[0].length } }
}

function findNames(text: string): readonly Place[] {
  const isValue = (match: RegExpExecArray): boolean =>
    STANDS_FOR_VALUE.test(match[0]) || (/^P[a-z]/.test(match[0]) && CAMEL_VALUE.test(text.slice(0, match.index)))
  const settings = [...text.matchAll(SETTING)].filter((match) => !isValue(match))
  const credentials = [...text.matchAll(CREDENTIAL)]
    .filter((match) => !isValue(match))
    .map((match) => {
      const row = /^(?:id|sid)$/i.test(match[1] ?? '') ? ID : TOKEN
      return { ...toPlace('env-var', 'credential', match), vobiz: row.vobiz }
    })
  return [...credentials, ...settings.map((match) => toPlace('env-var', 'setting', match))]
}

/** Hosts with what belongs to them: the user of a SIP address, the scheme and path of a URL. */
function findHosts(text: string): Place[] {
  const lower = text.toLowerCase()
  return ADDRESSES.flatMap(({ host, kind, what }) => {
    const places: Place[] = []
    for (let at = lower.indexOf(host); at >= 0; at = lower.indexOf(host, at + 1)) {
      const end = at + host.length
      if (/[\w.-]/.test(text.charAt(at - 1)) || /^(?:[\w-]|\.\w)/.test(text.slice(end, end + 2))) continue
      const before = BEFORE.exec(text.slice(Math.max(0, at - MOST), at))?.[0].length ?? 0
      const after = AFTER.exec(text.slice(end, end + MOST))?.[0].length ?? 0
      const range = { start: at - before, end: end + after }
      places.push({ kind, what, range, name: text.slice(range.start, range.end) })
    }
    return places
  })
}

/** What may stand before and after a host in an address, as far as is looked. */
const MOST = 200
const BEFORE = /[\w.+%:/@${}-]*$/
const AFTER = /^[\w./:%${}?=&-]*/

const ADDRESSES = [
  { host: HOSTS.plivoApi, kind: 'rest-raw-http', what: 'api-host' } as const,
  ...HOSTS.plivoSip.map((host) => ({ host, kind: 'sip-domain', what: 'sip-host' }) as const),
]

/** A name inside an address or a longer name is said once. */
function dropCovered(places: readonly Place[]): readonly Place[] {
  const kept: Place[] = []
  for (const place of places) {
    const last = kept.at(-1)
    if (last === undefined || place.range.start >= last.range.end) kept.push(place)
  }
  return kept
}
