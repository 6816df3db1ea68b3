import { expect, it } from 'vitest'

// Everything is imported inside the test, so that a module that throws while it loads fails it: a suite that cannot be
// collected has no failing test, which mutation testing would take for a mutant that nobody noticed.
it('loads, and knows every platform from the start', async () => {
  const { detectProvider, sign, verify } = await import('./index.ts')
  const headers = {
    plivo: 'X-Plivo-Signature-V3',
    vobiz: 'X-Vobiz-Signature-V3',
    voicebip: 'X-Voicebip-Signature',
    jambonz: 'Jambonz-Signature',
    signalwire: 'X-SignalWire-Signature',
    enablex: 'x-algoritm',
  } as const
  const request = { method: 'POST', url: 'https://h.example/cb', rawBody: '{}' }
  for (const provider of ['plivo', 'vobiz', 'voicebip', 'jambonz', 'signalwire', 'enablex'] as const) {
    const signed = { ...request, headers: { [headers[provider]]: 'aes-256-cbc' } }
    expect(detectProvider(signed.headers)).toBe(provider)
    for (const compat of [false, true]) {
      const verdict = verify(provider, signed, { secrets: 's', compat })
      expect(verdict).toMatchObject({ ok: false, provider })
      expect(verdict).not.toMatchObject({ reason: 'unsupported-scheme' })
      expect(verdict).not.toMatchObject({ reason: 'missing-signature' })
    }
  }
  for (const provider of ['plivo', 'vobiz', 'voicebip', 'jambonz', 'signalwire'] as const) {
    const signed = { ...request, headers: sign(provider, { ...request, headers: {} }, { secret: 's' }) }
    expect(verify(provider, signed, { secrets: 's' })).toMatchObject({ ok: true, provider })
    if (provider !== 'signalwire') expect(verify(provider, signed, { secrets: 's', compat: true }).ok).toBe(true)
  }
})
