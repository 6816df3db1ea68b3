import { HEADER_NAMES } from '../generated/header-names.ts'
import { readHeader } from '../public-url/read-header.ts'
import { toList } from '../secrets.ts'
import type { VerifyOptions } from '../verification.ts'
import { type Change, changeOptions, type Vary } from './attempt.ts'

/** Tokens given as the account's own that are the main account's, and the other way round. */
export const varyAccount: Vary = (attempt) => {
  const { secrets, mainSecrets } = attempt.options
  const [own, main] = [toList(secrets), toList(mainSecrets)]
  return [
    changeOptions(attempt, { secrets: [], mainSecrets: own }, 'the token counts as that of the main account'),
    changeOptions(attempt, { secrets: main, mainSecrets: [] }, 'the main token counts as the account’s own'),
  ]
}

/** Blanks, line breaks and quotes around a secret. */
export const varySecret: Vary = (attempt) => {
  const strip = (secrets: VerifyOptions['secrets'] | undefined): readonly string[] =>
    toList(secrets).map((secret) => secret.trim().replace(/^(["'])(.*)\1$/s, '$2'))
  const { secrets, mainSecrets } = attempt.options
  const part = { secrets: strip(secrets), mainSecrets: strip(mainSecrets) }
  return [changeOptions(attempt, part, 'the blanks, line breaks or quotes around the secret are taken off')]
}

/** The clock of the sender. */
export const varyClock: Vary = (attempt) => {
  const { headers } = attempt.request
  const { now = Math.floor(Date.now() / 1000) } = attempt.options
  const found = [
    readHeader(headers, HEADER_NAMES.voicebip.timestamp),
    /(?:^|,)t=(\d+)/.exec(readHeader(headers, HEADER_NAMES.jambonz.signature) ?? '')?.[1],
  ]
  return found.flatMap((text): readonly Change[] => {
    const sent = Number(text)
    if (!Number.isInteger(sent)) return []
    const seconds = Math.abs(now - sent)
    const side = now > sent ? 'behind' : 'ahead of'
    return [changeOptions(attempt, { now: sent }, `the clock is the sender’s, ${seconds} s ${side} this machine’s`)]
  })
}
