import type { Answered, ListOf, ListOptions, Options } from './results.ts'

/** A rented number, or one in stock. `number` has no `+`, as on Plivo. */
export interface PhoneNumber extends Answered {
  readonly id: string
  readonly number: string
  readonly application?: string | null
  readonly addedOn?: string
  readonly monthlyRentalRate?: string
  readonly setupRate?: string
  readonly country?: string
  readonly region?: string
  readonly voiceEnabled?: boolean
  readonly smsEnabled?: boolean
}

/** A number in stock, which can be bought. */
export interface StockNumber extends PhoneNumber {
  buy(number?: string, appId?: string): Promise<BoughtNumber>
}

/** A number of the account. */
export interface RentedNumber extends PhoneNumber {
  unrent(number?: string): Promise<true>
  update(number?: string, options?: Options): Promise<Answered>
}

/** What `numbers.buy` resolves with. */
export interface BoughtNumber extends Answered {
  readonly numbers: readonly { readonly number: string; readonly status: string }[]
  readonly status: string
}

/** Methods of `client.numbers` that Vobiz has. Numbers are taken with or without `+`. */
export interface Numbers {
  search(countryIso: string, options?: ListOptions): Promise<ListOf<StockNumber>>
  /** Pays at once; the last three are rejected when set. When attaching the application fails, rejects with `IncompleteError`: the number is yours. */
  buy(
    number: string,
    appId?: string,
    cnamLookup?: string,
    haEnable?: boolean,
    complianceApplicationId?: string,
  ): Promise<BoughtNumber>
  list(options?: ListOptions): Promise<ListOf<RentedNumber>>
  get(number: string): Promise<RentedNumber>
  /** `appId` and `subAccount` only; empty detaches. */
  update(number: string, options?: Options): Promise<Answered>
  /** Charges a release fee. */
  unrent(number: string): Promise<true>
}

/** A recording. Its `recordingUrl` needs the account's headers to download. */
export interface Recording extends Answered {
  readonly recordingId: string
  readonly callUuid?: string
  readonly recordingUrl?: string
}

/** Methods of `client.recordings`. */
export interface Recordings {
  get(recordingId: string): Promise<Recording>
  list(options?: ListOptions): Promise<ListOf<Recording>>
  delete(recordingId: string): Promise<true>
}
