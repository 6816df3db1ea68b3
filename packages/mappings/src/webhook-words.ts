import type { ProviderName } from './headers.ts'
import type { Row } from './row.ts'

/** A name a platform's webhook helper has to know besides headers. */
export interface WebhookWordRow extends Row {
  readonly provider: ProviderName
  /** Stable name inside this project, unique per provider. */
  readonly key: string
  readonly name: string
  /** What is named: a field of the JSON body, the type of an event, or an environment variable. */
  readonly names: 'field' | 'event' | 'variable'
  readonly note?: string
}

const CHECKED = '2026-10-02'

/** Names, sorted by provider, then key. */
export const WEBHOOK_WORDS = [
  {
    provider: 'enablex',
    key: 'keyVariable',
    name: 'ENABLEX_APP_ID',
    names: 'variable',
    status: 'same',
    note: 'Our own name: the platform documents none.',
    source: ['enablex:docs'],
    checked: CHECKED,
  },
  {
    provider: 'jambonz',
    key: 'keyVariable',
    name: 'JAMBONZ_WEBHOOK_SECRET',
    names: 'variable',
    status: 'same',
    note: 'Our own name: the platform documents none.',
    source: ['jambonz:docs'],
    checked: CHECKED,
  },
  {
    provider: 'signalwire',
    key: 'keyVariable',
    name: 'SIGNALWIRE_SIGNING_KEY',
    names: 'variable',
    status: 'same',
    note: 'Our own name: the platform documents none for the signing key.',
    source: ['signalwire:docs'],
    checked: CHECKED,
  },
  {
    provider: 'signalwire',
    key: 'legacyKeyVariable',
    name: 'TWILIO_AUTH_TOKEN',
    names: 'variable',
    status: 'same',
    note: 'What the platform’s own middleware reads when it is given no key.',
    source: ['signalwire:docs'],
    checked: CHECKED,
  },
  {
    provider: 'voicebip',
    key: 'eventId',
    name: 'event_id',
    names: 'field',
    status: 'same',
    source: ['voicebip:docs'],
    checked: CHECKED,
  },
  {
    provider: 'voicebip',
    key: 'eventType',
    name: 'event_type',
    names: 'field',
    status: 'same',
    source: ['voicebip:docs'],
    checked: CHECKED,
  },
  {
    provider: 'voicebip',
    key: 'history',
    name: 'conversation_history',
    names: 'field',
    status: 'same',
    source: ['voicebip:docs'],
    checked: CHECKED,
  },
  {
    provider: 'voicebip',
    key: 'keyVariable',
    name: 'VOICEBIP_SIGNING_SECRET',
    names: 'variable',
    status: 'same',
    note: 'Name of the platform’s samples.',
    source: ['voicebip:docs'],
    checked: CHECKED,
  },
  {
    provider: 'voicebip',
    key: 'transcription',
    name: 'call.transcription',
    names: 'event',
    status: 'same',
    source: ['voicebip:docs'],
    checked: CHECKED,
  },
] as const satisfies readonly WebhookWordRow[]
