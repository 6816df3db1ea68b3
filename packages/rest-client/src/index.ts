/** Plivo's Node client on Vobiz. */

export { AccessToken } from './access-token.ts'
export { Client } from './client.ts'
export {
  AbortedError,
  AuthenticationError,
  GeoPermissionError,
  IncompleteError,
  InvalidRequestError,
  NetworkError,
  NoEquivalentError,
  NotAcceptableError,
  type Outcome,
  PlivoRestError,
  RateLimitError,
  ResourceNotFoundError,
  type RestErrorCode,
  ServerError,
  TimeoutError,
} from './errors.ts'
export type { ClientOptions } from './options.ts'
export { createPacer, type Pacer, type PacerOptions } from './pacer.ts'
export { type Phlo, PhloClient } from './phlo-client.ts'
export {
  type LegacyCallback,
  type LegacyClient,
  type LegacyMethod,
  RestAPI,
  type RestApiConfig,
  type RestApiFunction,
} from './rest-api.ts'
export type { Warning } from './session.ts'
export type { SplitCounters, VendorCounters } from './split/counters.ts'
export {
  createMemoryOwners,
  createRedisOwners,
  type OwnerStore,
  type OwnerStoreOptions,
  type RedisLike,
  type RedisOwnersOptions,
} from './split/owner-store.ts'
export type { UnknownOwner } from './split/owners.ts'
export type { SplitEvent } from './split/place-call.ts'
export type { PlannedCall, SplitRoute } from './split/route.ts'
export { createSplitClient, type SplitCalls, type SplitClient, type SplitOptions } from './split/split-client.ts'
export type { Vendor } from './split/vendor.ts'
export type { VendorClient, VendorSource } from './split/vendor-client.ts'
export type {
  Accounts,
  Application,
  Applications,
  Endpoint,
  Endpoints,
  ListedSubaccount,
  Subaccount,
  Subaccounts,
} from './surface/account.ts'
export type {
  CallHandle,
  CallRecord,
  Calls,
  CreateCallOptions,
  CreatedCall,
  LiveCall,
  TransferOptions,
} from './surface/calls.ts'
export type { Conferences, MemberAnswer } from './surface/conferences.ts'
export type {
  BoughtNumber,
  Numbers,
  PhoneNumber,
  Recording,
  Recordings,
  RentedNumber,
  StockNumber,
} from './surface/numbers.ts'
export type { Answered, ListMeta, ListOf, ListOptions, Method, Options } from './surface/results.ts'
export type { Gaps, Surface } from './surface/surface.ts'
export type { Fetch } from './transport.ts'
export type { VobizAccess, VobizRequest } from './vobiz-access.ts'
