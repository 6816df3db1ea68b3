import { ELEMENTS, type ElementRow } from '@plivo-to-vobiz/mappings'

/** The providers whose side of a call can be played. */
export type CallProvider = 'plivo' | 'vobiz'

/** How people write the provider's name. */
export const PROVIDER_NAME: Readonly<Record<CallProvider, string>> = { plivo: 'Plivo', vobiz: 'Vobiz' }

/** The rows of an XML element by the name this provider uses; empty when the provider does not know it. */
export function findElementRows(provider: CallProvider, name: string): readonly ElementRow[] {
  return (ELEMENTS as readonly ElementRow[]).filter((row) => row[provider] === name)
}
