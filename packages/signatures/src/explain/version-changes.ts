import { HEADER_NAMES } from '../generated/header-names.ts'
import { readHeader } from '../public-url/read-header.ts'
import { toList } from '../secrets.ts'
import type { Provider } from '../verification.ts'
import { type Change, changeOptions, type Vary } from './attempt.ts'

const VERSIONS = [
  { provider: 'plivo', scheme: 'v3' },
  { provider: 'plivo', scheme: 'v2' },
  { provider: 'vobiz', scheme: 'v3' },
  { provider: 'vobiz', scheme: 'v2' },
] as const

/** Another scheme: one that was not accepted, one under another's header names, or another platform's. */
export const varyVersion: Vary = (attempt) => [...varyAccepted(attempt), ...varyNames(attempt)]

const ALL: Readonly<Record<Provider, readonly string[]>> = {
  plivo: ['v3', 'v2', 'v1'],
  vobiz: ['v3', 'v2'],
  voicebip: ['v1'],
  jambonz: ['v1', 'basic'],
  signalwire: ['form', 'json', 'body-sha256'],
  enablex: ['aes-256-cbc', 'aes-192-cbc', 'aes-128-cbc', 'des-ede3-cbc'],
}

const varyAccepted: Vary = (attempt) =>
  ALL[attempt.provider].map((scheme) =>
    changeOptions(attempt, { schemes: [scheme] }, `the scheme ${scheme} alone is accepted`),
  )

/** Plivo and Vobiz: what was received under one pair of header names, judged under each other. */
const varyNames: Vary = (attempt) => {
  const { request, options } = attempt
  const secrets = [...toList(options.secrets), ...toList(options.mainSecrets)]
  return VERSIONS.flatMap((from) => {
    const names = HEADER_NAMES[from.provider]
    const nonce = readHeader(request.headers, names[`${from.scheme}-nonce`])
    const received = [names[from.scheme], names[`${from.scheme}-main`]].map((name) => readHeader(request.headers, name))
    return received.flatMap((signature) =>
      signature === undefined || nonce === undefined
        ? []
        : VERSIONS.filter((to) => to !== from).map(({ provider, scheme }): Change => {
            const target = HEADER_NAMES[provider]
            const headers = { [target[scheme]]: signature, [target[`${scheme}-nonce`]]: nonce }
            const when = `what came in the headers of ${from.provider} ${from.scheme} is read as ${provider} ${scheme}`
            return {
              when,
              attempt: {
                provider,
                request: { ...request, headers },
                options: { ...options, schemes: [scheme], secrets },
              },
            }
          }),
    )
  })
}
