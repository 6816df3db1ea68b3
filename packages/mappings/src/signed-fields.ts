import type { ProviderName } from './headers.ts'
import type { Row } from './row.ts'

/** A field outside the headers that a platform's signature needs. */
export interface SignedFieldRow extends Row {
  readonly provider: ProviderName
  /** Stable name inside this project, unique per provider. */
  readonly key: string
  readonly name: string
  readonly where: 'query' | 'json-body'
}

const CHECKED = '2026-10-02'

/** Fields outside the headers, sorted by provider, then key. */
export const SIGNED_FIELDS = [
  {
    provider: 'enablex',
    key: 'payload',
    name: 'encrypted_data',
    where: 'json-body',
    status: 'same',
    source: ['enablex:docs'],
    checked: CHECKED,
  },
  {
    provider: 'signalwire',
    key: 'bodyHash',
    name: 'bodySHA256',
    where: 'query',
    status: 'same',
    source: ['signalwire:docs'],
    checked: CHECKED,
  },
] as const satisfies readonly SignedFieldRow[]
