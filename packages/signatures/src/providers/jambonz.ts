import { type Admitted, createAdmission } from '../admission.ts'
import { parseBasic, printBasic, sameCredentials } from '../basic-credentials.ts'
import { HEADER_NAMES } from '../generated/header-names.ts'
import { REPEATED } from '../header-reader.ts'
import { matchesDigest } from '../hmac.ts'
import { readHeader } from '../public-url/read-header.ts'
import { refuse } from '../refusal.ts'
import { requireScheme, requireSecret } from '../sign-options.ts'
import { digestTimestamped, isFresh, isTimestamp, readClock, toTimestamped } from '../timestamped-body.ts'
import type { Reason, SignatureProvider, Verification, VerifyOptions, WebhookRequest } from '../verification.ts'
import { matchesAsNodeClient } from './jambonz-compat.ts'

const provider = 'jambonz'
const header = HEADER_NAMES[provider].signature
const admit = createAdmission(provider)
const MAX_SIGNATURE = 4096

/**
 * jambonz: `t=…,v1=…` over `t.body` with a window of 300 s. Where a hook has credentials instead of a signature, the
 * scheme `basic`, which must be asked for by name, takes `user:password` as a secret.
 */
export const jambonz: SignatureProvider = {
  verify: (request, options) => {
    const admitted = admit(request, options)
    if (!admitted.ok) return admitted
    const { schemes = ['v1'] } = options
    // A signature that is there decides; credentials never make up for a wrong one.
    const isSigned = admitted.values.has('signature')
    if (schemes.includes('v1') && (isSigned || !schemes.includes('basic')))
      return verifySigned(request, options, admitted)
    return schemes.includes('basic') ? verifyBasic(request, admitted) : refuse(provider, 'unsupported-scheme')
  },

  sign: ({ rawBody = '' }, options) => {
    const scheme = requireScheme(provider, options, ['v1', 'basic'])
    const secret = requireSecret(options)
    if (scheme === 'basic') return { Authorization: printBasic(secret) }
    const timestamp = String(options.timestamp ?? readClock())
    return { [header]: `t=${timestamp},v1=${digestTimestamped(secret, toTimestamped(timestamp, rawBody))}` }
  },
}

function verifySigned(request: WebhookRequest, options: VerifyOptions, { values, secrets }: Admitted): Verification {
  const scheme = 'v1'
  const no = (reason: Reason, detail?: string): Verification => refuse(provider, reason, { scheme, detail })
  const yes = (secretIndex: number): Verification => ({ ok: true, provider, scheme, secretIndex, account: 'own' })
  const signature = values.get('signature')
  if (signature === REPEATED) return no('malformed', 'a signature header that is there twice')
  if (signature === undefined || signature === '') return no('missing-signature')
  if (signature.length > MAX_SIGNATURE) return no('malformed', `a signature of ${signature.length} characters`)
  const { rawBody } = request
  if (rawBody === undefined) return no('malformed', 'no raw body; keep the bytes before parsing them')
  if (options.compat === true) {
    const secretIndex = matchesAsNodeClient({ header: signature, rawBody, secrets, now: options.now ?? readClock() })
    return secretIndex < 0 ? no('mismatch') : yes(secretIndex)
  }

  const { timestamps, signatures } = parseSignature(signature)
  const [timestamp] = timestamps
  if (timestamp === undefined) return no('missing-timestamp')
  if (timestamps.length > 1) return no('malformed', 'more than one timestamp')
  if (!isTimestamp(timestamp)) return no('malformed', 'a timestamp that is not plain digits')
  if (signatures.length === 0) return no('missing-signature')
  const signed = toTimestamped(timestamp, rawBody)
  const secretIndex = secrets.findIndex((secret) => matchesAny(signatures, digestTimestamped(secret, signed)))
  if (secretIndex < 0) return no('mismatch')
  return isFresh(timestamp, options) ? yes(secretIndex) : no('stale')
}

/** Takes `t=…,v1=…` apart; other keys are ignored. */
function parseSignature(text: string) {
  const timestamps: string[] = []
  const signatures: string[] = []
  for (const pair of text.split(',')) {
    if (pair.startsWith('t=')) timestamps.push(pair.slice(2))
    if (pair.startsWith('v1=')) signatures.push(pair.slice(3))
  }
  return { timestamps, signatures }
}

/** Every signature is compared, so that the position of a match does not show. */
function matchesAny(signatures: readonly string[], digest: string): boolean {
  let isMatch = false
  for (const one of signatures) isMatch = matchesDigest(one, digest) || isMatch
  return isMatch
}

function verifyBasic({ headers }: WebhookRequest, { secrets }: Admitted): Verification {
  const scheme = 'basic'
  const authorization = readHeader(headers, 'authorization')
  if (authorization === undefined) return refuse(provider, 'missing-signature', { scheme })
  const presented = parseBasic(authorization)
  if (presented === undefined) return refuse(provider, 'malformed', { scheme, detail: 'no basic credentials' })
  const secretIndex = secrets.findIndex((secret) => sameCredentials(secret, presented))
  if (secretIndex < 0) return refuse(provider, 'mismatch', { scheme })
  return { ok: true, provider, scheme, secretIndex, account: 'own' }
}
