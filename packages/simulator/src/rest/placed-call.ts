import type { CallScript } from '../script.ts'
import type { Command, Session } from '../session.ts'
import type { Transcript } from '../transcript.ts'
import { textOf } from './wire.ts'

/** A call the application placed over REST. */
export interface PlacedCall {
  readonly uuid: string
  readonly from: string
  readonly to: string
  /** The make-call request, as it came. */
  readonly fields: Readonly<Record<string, unknown>>
  /** Hands in what the application asks for; gives whether the call is there to hear it. */
  readonly command: (command: Command) => boolean
  readonly isLive: () => boolean
  /** Begins to play it; does nothing when the stand-in plays nothing. */
  readonly start: () => void
  /** The transcript, once the call is over; nothing when the stand-in plays nothing. */
  readonly transcript: Promise<Transcript | undefined>
}

/** Plays the call a script describes; tells when its session begins. */
export type PlayCall = (
  script: CallScript,
  options: { readonly uuid: string; readonly onSession: (session: Session) => void },
) => Promise<Transcript>

/** Puts a call on the list; it is played from `start`. */
export function placeCall(
  fields: Readonly<Record<string, unknown>>,
  { uuid, to, script, play }: { uuid: string; to: string; script: Partial<CallScript>; play: PlayCall | undefined },
): PlacedCall {
  const waiting: Command[] = []
  let session: Session | undefined
  let state: 'queued' | 'live' | 'over' = 'queued'
  let begin = (): void => undefined
  const begun = new Promise<void>((resolve) => {
    begin = resolve
  })
  const run = async (): Promise<Transcript | undefined> => {
    await begun
    if (play === undefined) return undefined
    state = 'live'
    const onSession = (started: Session): void => {
      session = started
      for (const command of waiting.splice(0)) started.command(command)
    }
    try {
      // What the request says wins over what the scenario assumed.
      return await play({ ...script, ...toScript(fields, to) }, { uuid, onSession })
    } finally {
      state = 'over'
    }
  }
  return {
    uuid,
    from: textOf(fields, 'from'),
    to,
    fields,
    isLive: () => state !== 'over',
    command: (command) => {
      if (state === 'over') return false
      if (session === undefined) waiting.push(command)
      else session.command(command)
      return true
    },
    start: begin,
    transcript: run(),
  }
}

const ADDRESSES = {
  answer: 'answer_url',
  ring: 'ring_url',
  hangup: 'hangup_url',
  fallback: 'fallback_url',
  machine: 'machine_detection_url',
} as const

/** What a make-call request says about the call. */
function toScript(fields: Readonly<Record<string, unknown>>, to: string): CallScript {
  const given = Object.entries(ADDRESSES).map(([name, field]) => [name, textOf(fields, field)] as const)
  const urls = Object.fromEntries(given.filter(([, url]) => url !== ''))
  const methods = Object.fromEntries(
    given.map(([name]) => [name, textOf(fields, `${name === 'machine' ? 'machine_detection' : name}_method`)]),
  )
  const detection = textOf(fields, 'machine_detection')
  const seconds = (name: string): number => Number(textOf(fields, name))
  return {
    urls: { answer: '', ...urls },
    methods,
    direction: 'outbound',
    from: withPlus(textOf(fields, 'from')),
    to: withPlus(to),
    ...(textOf(fields, 'sip_headers') === '' ? {} : { customHeaders: toHeaders(textOf(fields, 'sip_headers')) }),
    ...(detection === 'true' || detection === 'hangup'
      ? { machineDetection: detection === 'true' ? 'continue' : 'hangup' }
      : {}),
    ...(seconds('ring_timeout') > 0 ? { ringTimeout: seconds('ring_timeout') } : {}),
    ...(seconds('time_limit') > 0 ? { timeLimit: seconds('time_limit') } : {}),
  }
}

const withPlus = (number: string): string => (/^\d+$/.test(number) ? `+${number}` : number)

const toHeaders = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split(',')
      .map((pair) => pair.split('='))
      .flatMap(([key = '', value = '']) => (/^[A-Za-z0-9]+$/.test(key) ? [[key, value] as const] : [])),
  )
