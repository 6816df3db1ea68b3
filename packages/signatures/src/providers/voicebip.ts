import { createAdmission } from '../admission.ts'
import { HEADER_NAMES } from '../generated/header-names.ts'
import { REPEATED } from '../header-reader.ts'
import { matchesDigest } from '../hmac.ts'
import { refuse } from '../refusal.ts'
import { requireScheme, requireSecret } from '../sign-options.ts'
import { digestTimestamped, isFresh, isTimestamp, readClock, toTimestamped } from '../timestamped-body.ts'
import type { Reason, SignatureProvider, Verification } from '../verification.ts'

const provider = 'voicebip'
const names = HEADER_NAMES[provider]
const scheme = 'v1'
const admit = createAdmission(provider)

const print = (digest: string): string => `sha256=${digest}`

/** Voicebip: `timestamp.body` with a window of 300 s. URL, method and query are not covered. */
export const voicebip: SignatureProvider = {
  verify: (request, options) => {
    const no = (reason: Reason, detail?: string): Verification => refuse(provider, reason, { scheme, detail })
    const admitted = admit(request, options)
    if (!admitted.ok) return admitted
    const signature = admitted.values.get('signature')
    const timestamp = admitted.values.get('timestamp')
    if (options.schemes?.includes(scheme) === false) return no('unsupported-scheme')
    if (signature === REPEATED || timestamp === REPEATED) return no('malformed', 'a header that is there twice')
    if (signature === undefined || signature === '') return no('missing-signature')
    if (timestamp === undefined || timestamp === '') return no('missing-timestamp')
    // Samples take any text for a number here: one that is none never grows old.
    if (!isTimestamp(timestamp)) return no('malformed', 'a timestamp that is not plain digits')
    if (request.rawBody === undefined) return no('malformed', 'no raw body; keep the bytes before parsing them')
    const signed = toTimestamped(timestamp, request.rawBody)
    const secretIndex = admitted.secrets.findIndex((secret) =>
      matchesDigest(signature, print(digestTimestamped(secret, signed))),
    )
    if (secretIndex < 0) return no('mismatch')
    if (!isFresh(timestamp, options)) return no('stale')
    return { ok: true, provider, scheme, secretIndex, account: 'own' }
  },

  sign: ({ rawBody = '' }, options) => {
    requireScheme(provider, options, [scheme])
    const timestamp = String(options.timestamp ?? readClock())
    const digest = digestTimestamped(requireSecret(options), toTimestamped(timestamp, rawBody))
    return { [names.signature]: print(digest), [names.timestamp]: timestamp }
  },
}
