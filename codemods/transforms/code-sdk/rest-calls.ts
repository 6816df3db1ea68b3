import { findGap, findRoute, GAP_REASONS, REST_API, ROUTE_GAPS, ROUTES, type RouteRow } from '@plivo-to-vobiz/mappings'
import { type Code, getCalls } from '../../src/grammar/code.ts'
import type { Call } from '../../src/grammar/facts.ts'
import { getFullNames, getLastName } from '../../src/grammar/full-names.ts'
import type { SdkNames } from '../../src/grammar/sdk.ts'
import { getRange, type Node } from '../../src/grammar/tree.ts'
import type { Note } from '../../src/touchpoint.ts'
import type { Site } from './site.ts'

const toKey = (name: string): string => name.replaceAll('_', '').replace(/[!?]$/, '').toLowerCase()
const toStem = (resource: string): string => toKey(resource).replace(/s$/, '')

const ids: readonly string[] = [...ROUTES, ...ROUTE_GAPS]
  .map(({ id }) => id)
  .filter((id) => !/[#A-Z]/.test(id.charAt(0)))
/** Ids of methods by the stem of the resource and the key of the method. */
const methods = new Map<string, string>(
  ids.map((id) => {
    const [resource = '', method = ''] = id.split('.')
    return [`${toStem(resource)}.${toKey(method)}`, id]
  }),
)
const resources: ReadonlySet<string> = new Set(ids.map((id) => toStem(id.split('.')[0] ?? '')))

/** Names of methods in other SDKs, by the key of the method of Plivo's Node client. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  create: ['creator', 'make', 'send'],
  get: ['getter', 'details'],
  list: ['lister', 'listids', 'all'],
  update: ['updater'],
  delete: ['deleter', 'remove'],
  hangup: ['delete', 'deleter', 'end'],
  transfer: ['updater', 'update', 'transfercall'],
  record: ['startrecording', 'recorder', 'recordcreate'],
  stoprecording: ['recordstopper', 'stoprecord'],
  speaktext: ['speak', 'startspeaking', 'speaker'],
  stopspeakingtext: ['stopspeak', 'stopspeaking', 'speakstopper'],
  playmusic: ['play', 'startplaying', 'player'],
  stopplayingmusic: ['stopplay', 'stopplaying', 'playstopper'],
  senddigits: ['dtmf', 'digitsender'],
  getlivecall: ['getlive', 'livecall'],
  listlivecalls: ['listlive', 'livecalls', 'livelistget'],
  getqueuedcall: ['getqueued'],
  listqueuedcalls: ['listqueued'],
  buy: ['buyer', 'rent'],
  unrent: ['unrenter', 'delete', 'deleter'],
  search: ['searcher'],
}

/** Calls of the REST API through the SDK's client. */
export function findRestSites(code: Code, sdk: SdkNames, clients: readonly Node[]): readonly Site[] {
  if (!sdk.isUsed) return []
  const known = findNames(code, clients)
  return getCalls(code.file).flatMap((call): readonly Site[] => {
    const method = getMethod(code, sdk, call, known)
    if (method === undefined) return []
    const { note, isLost } = describe(method)
    return [{ kind: isLost ? 'no-equivalent' : 'rest-sdk-call', range: getRange(call.node), note, stays: false }]
  })
}

/** Names that hold a client. */
function findNames({ facts, tree }: Code, clients: readonly Node[]): ReadonlySet<string> {
  const made = new Set(clients.map((node) => node.id()))
  return new Set(
    facts.assignments
      .flatMap((kind) => tree.getNodes(kind))
      .flatMap((node) => facts.readAssignment(node))
      .filter(({ value }) => made.has(value.id()))
      .map(({ target }) => target.text()),
  )
}

/** `client.calls.create`, `Call.creator`: the method's id, or its name where no row has it. */
function getMethod(code: Code, sdk: SdkNames, call: Call, known: ReadonlySet<string>): string | undefined {
  const { receiver, name, isNew } = call
  if (receiver === undefined || isNew) return undefined
  const ofClass = getFullNames(code, sdk, call).map((path) => getLastName(path.slice(0, -name.length - 1)))
  const named = ofClass.find((one) => resources.has(toStem(one)))
  if (named !== undefined) return findId(named, name)
  const member = code.facts.readMember(receiver)
  if (member === undefined || !resources.has(toStem(member.name))) return undefined
  const root = getRoot(code, member.object)
  const isClient = known.has(root) || known.has(member.object.text()) || /plivo/i.test(member.object.text())
  const isLikely = known.size === 0 && /client|api|phlo/i.test(member.object.text()) && !OTHERS.test(code.file.text)
  return isClient || isLikely ? findId(member.name, name) : undefined
}

/** Other services whose clients have methods of the same names. */
const OTHERS = /twilio|signalwire|telnyx|vonage|nexmo|messagebird|sinch/i

function getRoot(code: Code, node: Node): string {
  const member = code.facts.readMember(node)
  return member === undefined ? node.text() : getRoot(code, member.object)
}

function findId(resource: string, method: string): string {
  const [stem, key] = [toStem(resource), toKey(method)]
  const exact = methods.get(`${stem}.${key}`)
  if (exact !== undefined) return exact
  const other = Object.entries(OTHER_NAMES).find(
    ([known, names]) => names.includes(key) && methods.has(`${stem}.${known}`),
  )
  return (other && methods.get(`${stem}.${other[0]}`)) ?? `${resource}.${method}`
}

function describe(id: string): { readonly note: Note; readonly isLost: boolean } {
  const route = findRoute(id)
  if (route !== undefined) return { note: toNote(route), isLost: false }
  const gap = findGap(id)
  const reason = gap && GAP_REASONS[gap.reason as keyof typeof GAP_REASONS]
  if (reason === undefined) return { note: { code: 'rest-call-other', args: { method: id } }, isLost: false }
  return {
    note: { code: 'rest-call-lost', args: { method: id, reason: `${reason.gap} ${reason.instead}` } },
    isLost: true,
  }
}

function toNote({ id, plivo, vobiz, steps = [], send = [], loses = '' }: RouteRow): Note {
  const requests = [...(vobiz === null ? [] : [vobiz]), ...steps].map(({ verb, path }) => `${verb} ${path}`)
  const renamed = send.filter(({ plivo: from, vobiz: to }) => from !== to)
  const fields = renamed.map(({ plivo: from, vobiz: to }) => `${from} as ${to}`)
  return {
    code: 'rest-call-write',
    args: {
      method: id,
      plivo: `${plivo.verb} ${plivo.path}`,
      vobiz: requests.join(', then '),
      base: REST_API.base,
      id: REST_API.headers.authId,
      token: REST_API.headers.authToken,
      fields: fields.length === 0 ? '' : ` Send ${fields.join(', ')}.`,
      loses: loses === '' ? '' : ` ${loses}`,
    },
  }
}
