import type { InputEmulation } from './input/emulation.ts'
import type { ScanLimits } from './scan.ts'

/** Choices where the vendors' pages leave one. */
export interface TranslateOptions extends ScanLimits {
  /**
   * What `timeout` of GetDigits becomes. Plivo waits that long for the first digit; Vobiz's window covers the whole
   * entry. `literal` keeps the number, as both vendors' tables do; `whole-entry` widens it to
   * `timeout + digitTimeout * (numDigits - 1)`, at most 60. Default `literal`.
   */
  readonly gatherTimeout?: 'literal' | 'whole-entry'
  /** Keys that end a Record which names none: Plivo's current pages say `#` (default), its oldest page `1234567890*#`. */
  readonly recordFinishOnKey?: string
  /**
   * Where Vobiz posts the file of a Record that has an action and no callbackUrl. Vobiz may call the action before there
   * is a file, and then tells nobody of it. `action` names the action as callbackUrl too; whoever answers there must
   * leave the early request alone, as the shim does. Default `keep`.
   */
  readonly recordCallback?: 'keep' | 'action'
  /** Absolute URL that relative URLs are resolved against: the URL of the request being answered. Default: left relative and reported. */
  readonly baseUrl?: string
  /** `add` writes an XML declaration where there is none, as Vobiz recommends. Default `keep`. */
  readonly declaration?: 'keep' | 'add'
  /**
   * Says that whoever answers the actions does what Gather lacks, as the shim does: `retries`, `validDigits`,
   * `invalidDigitsSound`, going on to the next element when the caller does nothing. Default: nobody does.
   */
  readonly emulateInput?: InputEmulation
}
