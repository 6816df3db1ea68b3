import type { Caller, ProbeKind, ProbeResult } from '@plivo-to-vobiz/simulator'

const KINDS: readonly ProbeKind[] = ['unsigned', 'tampered', 'replayed', 'wrong-secret']

/** Sends each kind of bad request to the answer URL. */
export async function sendBadRequests(caller: Caller): Promise<readonly ProbeResult[]> {
  const results: ProbeResult[] = []
  for (const kind of KINDS) {
    results.push(await caller.probe(kind, { url: '/voice/answer', otherUrl: '/voice/hangup' }))
  }
  return results
}
