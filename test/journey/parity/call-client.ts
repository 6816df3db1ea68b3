type Method = (...given: unknown[]) => Promise<Record<string, unknown>>

/** The call methods both clients have; the types of Plivo's package ask for more than the package does. */
export interface CallClient {
  readonly calls: Readonly<
    Record<
      'cancel' | 'create' | 'getLiveCall' | 'hangup' | 'playMusic' | 'record' | 'sendDigits' | 'speakText' | 'transfer',
      Method
    >
  >
}

/** Both clients under one type. */
export function toCallClients<K extends string>(clients: Readonly<Record<K, object>>): Readonly<Record<K, CallClient>> {
  return clients as unknown as Readonly<Record<K, CallClient>>
}
