import { ATTRIBUTE, CALL_PARAMS, EVENT, PARAM } from '@plivo-to-vobiz/mappings'
import { CODE } from '../call/hangup-cause.ts'
import { Interruption } from '../call/interruption.ts'
import type { Command } from '../session.ts'
import { toClockMs, toFacts, toRecordingId } from '../steps/record/facts.ts'
import { tellStream } from '../steps/stream/tell.ts'
import { API_ID, textOf } from './wire.ts'

type Fields = Readonly<Record<string, unknown>>

/** What each request for a call in progress does to it, by client method. */
export const COMMANDS: Readonly<Record<string, (fields: Fields) => Command>> = {
  'calls.cancel': () => end,
  'calls.hangup': () => end,
  'calls.playMusic': (fields) => async (session) => {
    session.note('', 'asks', 'to play music')
    for (const url of textOf(fields, 'urls').split(',')) session.note('', 'hears', url.trim())
  },
  'calls.record': (fields) => async (session) => {
    session.note('', 'asks', 'to record the call')
    const startMs = toClockMs(session)
    session.atEnd(async () => tellRecording(fields, session, startMs))
  },
  'calls.sendDigits': (fields) => async (session) => {
    session.note('', 'asks', 'to send tones')
    session.note('', 'hears', `tones ${textOf(fields, 'digits')}`)
  },
  'calls.speakText': (fields) => async (session) => {
    session.note('', 'asks', 'to speak')
    session.note('', 'hears', `"${textOf(fields, 'text')}"`)
  },
  'calls.stopAllStream': () => async (session) => session.note('', 'asks', 'to stop the streams'),
  'calls.stopPlayingMusic': () => async (session) => session.note('', 'asks', 'to stop the music'),
  'calls.stopRecording': () => async (session) => session.note('', 'asks', 'to stop recording'),
  'calls.stopSpeakingText': () => async (session) => session.note('', 'asks', 'to stop speaking'),
  'calls.stopStream': () => async (session) => session.note('', 'asks', 'to stop the stream'),
  'calls.stream': (fields) => async (session) => {
    const attributes = {
      [ATTRIBUTE.statusCallbackUrl]: textOf(fields, 'status_callback_url'),
      [ATTRIBUTE.statusCallbackMethod]: textOf(fields, 'status_callback_method'),
      [ATTRIBUTE.bidirectional]: textOf(fields, 'bidirectional'),
    }
    const element = { name: '', attributes, children: [], text: textOf(fields, 'service_url') }
    session.note('', 'asks', `to stream audio to ${element.text}`)
    await tellStream(element, session, EVENT.StartStream)
    session.atEnd(() =>
      tellStream(element, session, session.readings.streamEnd === 'dropped' ? EVENT.DroppedStream : EVENT.StopStream),
    )
  },
  'calls.transfer': (fields) => async (session) => {
    const legs = textOf(fields, 'legs') || 'aleg'
    session.note('', 'asks', `to transfer the call (${legs})`)
    if (legs !== 'aleg') {
      const url = textOf(fields, 'bleg_url')
      await session.send({ moment: 'transfer', url, method: textOf(fields, 'bleg_method'), event: EVENT.Transfer })
    }
    if (legs === 'bleg') return
    throw new Interruption({ go: 'fetch', url: textOf(fields, 'aleg_url'), method: textOf(fields, 'aleg_method') })
  },
}

const end: Command = async (session) => {
  session.note('', 'asks', 'to end the call')
  session.note('', 'ends', 'the application ends the call')
  throw new Interruption({ go: 'end', code: CODE.normal, source: 'API Request' })
}

/** The file of a recording started over REST: the same snake-case fields on both providers. */
function tellRecording(fields: Fields, session: Parameters<Command>[0], startMs: number): void {
  const url = textOf(fields, 'callback_url')
  if (url === '') return
  const limit = Number(textOf(fields, 'time_limit') || 60)
  const seconds = Math.min(limit, Math.round((toClockMs(session) - startMs) / 1000))
  const facts = toFacts(session, startMs, seconds)
  session.later({
    moment: 'record-ready',
    url,
    method: textOf(fields, 'callback_method'),
    without: [...CALL_PARAMS],
    extra: {
      api_id: API_ID,
      call_uuid: session.call.uuid,
      recording_id: toRecordingId(session),
      record_url: `https://media.example.com/${toRecordingId(session)}.mp3`,
      recording_duration: String(seconds),
      recording_duration_ms: facts[PARAM.RecordingDurationMs] ?? '',
      recording_start_ms: facts[PARAM.RecordingStartMs] ?? '',
      recording_end_ms: facts[PARAM.RecordingEndMs] ?? '',
    },
  })
}
