import type { ROUTE_GAPS, ROUTES } from '@plivo-to-vobiz/mappings/rest'
import type { Accounts, Applications, Endpoints, Subaccounts } from './account.ts'
import type { Calls } from './calls.ts'
import type { Conferences } from './conferences.ts'
import type { Numbers, Recordings } from './numbers.ts'

type GapId = (typeof ROUTE_GAPS)[number]['id']
type UnverifiedId = Extract<(typeof ROUTES)[number], { unverified: true }>['id']
type MethodOf<Id extends string, Property extends string> = Id extends `${Property}.${infer Name}` ? Name : never

/** Methods of a property that reject: no counterpart on Vobiz, or none that is established. */
export type Gaps<Property extends string> = {
  readonly [Name in MethodOf<GapId | UnverifiedId, Property>]: (...given: readonly unknown[]) => Promise<never>
}

/** Properties whose methods all reject. */
type GapProperty =
  | 'brand'
  | 'callFeedback'
  | 'campaign'
  | 'complianceApplications'
  | 'complianceDocuments'
  | 'complianceDocumentTypes'
  | 'complianceRequirements'
  | 'endUsers'
  | 'hostedMessagingNumber'
  | 'loa'
  | 'lookup'
  | 'maskingSession'
  | 'media'
  | 'messages'
  | 'multiPartyCalls'
  | 'phoneNumberCompliance'
  | 'phoneNumberComplianceLink'
  | 'phoneNumberComplianceRequirements'
  | 'powerpacks'
  | 'pricings'
  | 'profile'
  | 'token'
  | 'tollfreeVerification'
  | 'verify'
  | 'verify_session'

/** Every property of Plivo's client. */
export interface Surface extends Readonly<{ [Property in GapProperty]: Gaps<Property> }> {
  readonly accounts: Accounts & Gaps<'accounts'>
  readonly applications: Applications
  readonly calls: Calls
  readonly conferences: Conferences & Gaps<'conferences'>
  readonly endpoints: Endpoints
  readonly numbers: Numbers & Gaps<'numbers'>
  readonly recordings: Recordings & Gaps<'recordings'>
  readonly subaccounts: Subaccounts
  /** The same object as `subaccounts`. */
  readonly subAccounts: Subaccounts
}

type RouteId = (typeof ROUTES)[number]['id']
type Unlisted = {
  [Property in keyof Surface]: Exclude<MethodOf<RouteId | GapId, Property>, keyof Surface[Property]>
}[keyof Surface]
type None<T extends never> = T

/** Does not compile when a row has no method in the types. */
export type EveryRowIsTyped = None<Unlisted>
