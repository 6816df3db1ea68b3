import { HEADER_NAMES } from '../generated/header-names.ts'
import { toList } from '../secrets.ts'
import { sign } from '../verify.ts'
import { type Attempt, type Change, changeRequest, type Vary } from './attempt.ts'
import { type Fields, readOwn, replaceHeaders } from './header-changes.ts'

const LEAST = 8

/** A signature of which a part is missing: what is left is the beginning or the end of the right one. */
export const varyCut: Vary = (attempt) => {
  const own = readOwn(attempt)
  const rights = SCHEMES.flatMap((scheme) =>
    ACCOUNTS.flatMap((account) => signAgain(attempt, { scheme, account, own })),
  )
  return rights.flatMap((right) =>
    Object.entries(right).flatMap(([name, whole]): readonly Change[] => {
      const seen = own[name] ?? ''
      const isPart = seen.length >= LEAST && seen !== whole && (whole.startsWith(seen) || whole.endsWith(seen))
      const when = `the header ${name} has ${whole.length} characters instead of ${seen.length}`
      const headers = replaceHeaders(attempt.request.headers, right)
      return isPart ? [changeRequest(attempt, { headers }, when)] : []
    }),
  )
}

const SCHEMES = [undefined, 'v3', 'v2']
const ACCOUNTS = ['own', 'main'] as const

interface Wanted {
  readonly scheme: string | undefined
  readonly account: 'own' | 'main'
  readonly own: Fields
}

/** The right headers for each secret, with the nonce and the time that were received; none when there is no such scheme. */
function signAgain({ provider, request, options }: Attempt, { scheme, account, own }: Wanted): readonly Fields[] {
  const names: Readonly<Record<string, string>> = HEADER_NAMES[provider]
  const nonce = own[names[`${scheme ?? 'v3'}-nonce`] ?? '']
  const timestamp = Number(own[names.timestamp ?? ''] ?? /(?:^|,)t=(\d+)/.exec(own[names.signature ?? ''] ?? '')?.[1])
  const part = {
    account,
    ...(scheme !== undefined && { scheme }),
    ...(nonce !== undefined && { nonce }),
    ...(Number.isInteger(timestamp) && { timestamp }),
  }
  return toList(account === 'own' ? options.secrets : options.mainSecrets).flatMap((secret) => {
    try {
      return [sign(provider, request, { ...part, secret })]
    } catch {
      return []
    }
  })
}
