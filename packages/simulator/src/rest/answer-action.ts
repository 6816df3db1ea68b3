import type { CallProvider } from '../provider.ts'
import { COMMANDS } from './commands.ts'
import type { PlacedCall } from './placed-call.ts'
import { API_ID, type RestReply, readFields, type Seen, textOf } from './wire.ts'

interface Acting {
  readonly calls: readonly PlacedCall[]
  /** Whether calls are played; otherwise every call is taken to be there. */
  readonly plays: boolean
  /** Client method the request belongs to. */
  readonly id: string
}

/** Fields without which an action is refused, by client method. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  'calls.playMusic': ['urls'],
  'calls.sendDigits': ['digits'],
  'calls.speakText': ['text'],
  'calls.stream': ['service_url'],
}

/** What a successful action answers besides its id. */
const BODY: Readonly<Record<string, (call: PlacedCall, provider: CallProvider) => Record<string, unknown>>> = {
  'calls.playMusic': () => ({ message: 'play started' }),
  'calls.record': ({ uuid }) => ({
    message: 'recording started',
    recording_id: `rec-${uuid.slice(0, 8)}`,
    url: `https://media.example.com/rec-${uuid.slice(0, 8)}.mp3`,
  }),
  'calls.sendDigits': () => ({ message: 'digits sent' }),
  'calls.speakText': () => ({ message: 'speak started' }),
  'calls.stream': ({ uuid }) => ({ message: 'audio streaming started', stream_id: uuid.replace(/^..../, '57a3') }),
  'calls.transfer': ({ uuid }, provider) => ({
    message: 'call transferred',
    ...(provider === 'plivo' ? { call_uuids: [uuid] } : { call_uuid: uuid }),
  }),
}

/** Answers what an application asks about its calls, and hands it to the call it is about. */
export function answerAction(provider: CallProvider, seen: Seen, { calls, plays, id }: Acting): RestReply {
  if (id === 'calls.listLiveCalls') return { status: 200, body: { api_id: API_ID, calls: listLive(calls) } }
  const uuid = findUuid(seen)
  const call = calls.find((one) => one.uuid === uuid)
  if (id === 'calls.getLiveCall') return call?.isLive() ? { status: 200, body: toLive(call) } : NO_CALL
  const command = COMMANDS[id]
  // Everything else the rows know is accepted and changes nothing.
  if (command === undefined) return { status: 204 }
  const fields = readFields(seen)
  const missing = [...(NEEDED[id] ?? []), ...neededAddresses(id, fields)].filter((name) => textOf(fields, name) === '')
  if (missing.length > 0) return { status: 400, body: { api_id: API_ID, error: `missing ${missing.join(', ')}` } }
  if (call === undefined && !plays) return { status: 204 }
  if (call === undefined || !call.command(command(fields))) return NO_CALL
  const body = BODY[id]
  if (body === undefined) return { status: 204 }
  return {
    status: id === 'calls.record' && provider === 'vobiz' ? 200 : 202,
    body: { api_id: API_ID, ...body(call, provider) },
  }
}

const NO_CALL: RestReply = { status: 404, body: { api_id: API_ID, error: 'call not found' } }

const listLive = (calls: readonly PlacedCall[]): readonly string[] =>
  calls.filter((call) => call.isLive()).map(({ uuid }) => uuid)

/** A transfer needs the address of each leg it is about. */
function neededAddresses(id: string, fields: Readonly<Record<string, unknown>>): readonly string[] {
  if (id !== 'calls.transfer') return []
  const legs = textOf(fields, 'legs') || 'aleg'
  return [...(legs === 'bleg' ? [] : ['aleg_url']), ...(legs === 'aleg' ? [] : ['bleg_url'])]
}

/** The id in `/Call/{uuid}` or `/Request/{uuid}`. */
const findUuid = ({ url }: Seen): string => decodeURIComponent(/\/(?:Call|Request)\/([^/?]+)/.exec(url)?.[1] ?? '')

const toLive = ({ uuid, from, to }: PlacedCall): Record<string, unknown> => ({
  api_id: API_ID,
  call_status: 'in-progress',
  call_uuid: uuid,
  request_uuid: uuid,
  direction: 'outbound',
  from,
  to,
})
