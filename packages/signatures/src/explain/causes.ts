import type { Vary } from './attempt.ts'
import { varyBody, varyMethod } from './body-changes.ts'
import { varyCut } from './cut-changes.ts'
import { varyHeaderText, varyProvider, varyRepeated } from './header-changes.ts'
import { varyAccount, varyClock, varySecret } from './option-changes.ts'
import {
  varyBlanks,
  varyCredentials,
  varyHost,
  varyPort,
  varyProxy,
  varyQuery,
  varyScheme,
  varySlash,
} from './url-changes.ts'
import { varyVersion } from './version-changes.ts'

/** One cause of a refusal. */
export interface CauseRow {
  readonly cause: string
  /** Whether it lies in the URL; two of those are also tried together. */
  readonly inUrl: boolean
  readonly vary: Vary
  /** What to do about it; follows a colon. */
  readonly fix: string
}

/** What to do about most differences between URLs. */
export const PUBLIC_URL = 'give the verifier the URL the platform was given (publicUrl), not the one this server sees'

/** Plausible causes, most frequent first; the first that makes the signature match is named. */
export const CAUSES = [
  { cause: 'http-https', inUrl: true, vary: varyScheme, fix: `TLS ends before this server, so ${PUBLIC_URL}` },
  { cause: 'port', inUrl: true, vary: varyPort, fix: `a proxy adds or hides the port, so ${PUBLIC_URL}` },
  {
    cause: 'trailing-slash',
    inUrl: true,
    vary: varySlash,
    fix: `verify before any redirect or rewrite, and ${PUBLIC_URL}`,
  },
  { cause: 'query', inUrl: true, vary: varyQuery, fix: 'pass the query exactly as the platform was given it' },
  {
    cause: 'credentials',
    inUrl: true,
    vary: varyCredentials,
    fix: `write user name and password as they are in the console, and ${PUBLIC_URL}`,
  },
  {
    cause: 'proxy-headers',
    inUrl: true,
    vary: varyProxy,
    fix: `${PUBLIC_URL}, or set trustProxy to the number of proxies`,
  },
  { cause: 'host', inUrl: true, vary: varyHost, fix: PUBLIC_URL },
  {
    cause: 'blanks',
    inUrl: true,
    vary: varyBlanks,
    fix: 'use the request target as received, not one decoded and encoded again',
  },
  {
    cause: 'parsed-body',
    inUrl: false,
    vary: varyBody,
    fix: 'keep the raw body and verify before, or beside, the body parser',
  },
  { cause: 'method', inUrl: false, vary: varyMethod, fix: 'pass the method of the request itself' },
  {
    cause: 'wrong-account',
    inUrl: false,
    vary: varyAccount,
    fix: 'give the token of the sub-account as secret and that of the main account as main secret',
  },
  { cause: 'wrong-provider', inUrl: false, vary: varyProvider, fix: 'name the platform whose headers arrive' },
  {
    cause: 'wrong-scheme',
    inUrl: false,
    vary: varyVersion,
    fix: 'accept the scheme the sender uses; a header renamed from another platform does not change what was signed',
  },
  {
    cause: 'secret-whitespace',
    inUrl: false,
    vary: varySecret,
    fix: 'take them out of the environment variable or the secret store',
  },
  {
    cause: 'header-cut',
    inUrl: false,
    vary: (attempt) => [...varyHeaderText(attempt), ...varyCut(attempt)],
    fix: 'find the proxy or the code that changes the header',
  },
  {
    cause: 'header-repeated',
    inUrl: false,
    vary: varyRepeated,
    fix: 'find the proxy that adds the header a second time',
  },
  { cause: 'clock', inUrl: false, vary: varyClock, fix: 'set the clock by NTP, or find out what delays the request' },
] as const satisfies readonly CauseRow[]

/** Stable name of a cause. */
export type Cause = (typeof CAUSES)[number]['cause']
