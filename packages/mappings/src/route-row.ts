import type { Row } from './row.ts'

/**
 * What becomes of a method of Plivo's client on Vobiz.
 *
 * - `same`: one request, same meaning; `renamed`: another path, verb or field names.
 * - `partial`: works, but some inputs or outputs are lost; `split`: several requests.
 * - `no-equivalent`: Vobiz has nothing like it.
 */
export type RouteStatus = 'same' | 'renamed' | 'partial' | 'split' | 'no-equivalent'

/** HTTP verbs of both services. */
export type Verb = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** How a value changes on its way; named here, done by the client. */
export type Conversion =
  | 'text'
  | 'number'
  | 'boolean'
  | 'lower-case'
  | 'list'
  | 'date'
  | 'add-plus'
  | 'drop-plus'
  | 'destinations'

/** One field: its name on either side, dots reaching inside, and how its value changes. */
export interface Field {
  readonly plivo: string
  readonly vobiz: string
  /** Older place of the same value, read when the first is missing. */
  readonly or?: string
  readonly as?: Conversion
  /** The filter is coarser on Vobiz: this result key is compared again on the client. */
  readonly recheck?: {
    readonly key: string
    readonly test: 'eq' | 'gt' | 'gte' | 'lt' | 'lte' | 'startswith' | 'contains'
  }
}

/** A request: `{name}` in a path is an argument, encoded once; `{+name}` is a number given its `+`. */
export interface Target {
  readonly verb: Verb
  readonly path: string
  /** Query the service insists on; values may hold `{name}`. */
  readonly query?: Readonly<Record<string, string>>
}

/** A further request of a `split` method. */
export interface RouteStep extends Target {
  /** Argument that asks for the step, and whether it must be given or given empty; absent = always. */
  readonly when?: { readonly argument: string; readonly is: 'set' | 'cleared' }
  readonly send?: readonly Field[]
  /** Path values taken from the first answer. */
  readonly take?: Readonly<Record<string, string>>
  readonly receive?: readonly Field[]
}

/** Where a list sits in an answer and how it is paged. */
export interface ListShape {
  readonly items: string
  /** Older place of the items. */
  readonly or?: string
  /** `offset`: as Plivo; `page`: by the two query names; `none`: all at once. */
  readonly paging: 'offset' | 'page' | 'none'
  readonly total?: string
  readonly query?: { readonly page: string; readonly size: string }
}

/** Whether a request may be repeated when nobody knows what became of the first try. */
export type Repeat =
  /** A read. */
  | 'read'
  /** Ends something: a 404 on a repeat counts as done. */
  | 'ends'
  /** Same end state however often. */
  | 'settles'
  /** Dials, pays or acts again. Only a clear refusal (429, no connection) is tried again. */
  | 'never'

/** A method of Plivo's Node client beside its Vobiz request. Field names are the wire's unless a comment says otherwise. */
export interface RouteRow extends Omit<Row, 'status'> {
  /** `<property>.<method>` of Plivo's client. */
  readonly id: string
  readonly status: RouteStatus
  /** Positional arguments. */
  readonly arguments: readonly string[]
  /** Labels Plivo's client uses when one of the leading arguments is missing. */
  readonly required?: readonly string[]
  /** Required arguments that must be strings. */
  readonly strings?: readonly string[]
  /** Names an options object may hold; absent = the method takes none. */
  readonly options?: readonly string[]
  readonly plivo: Target
  /** `null`: only `steps`. */
  readonly vobiz: Target | null
  readonly steps?: readonly RouteStep[]
  readonly send?: readonly Field[]
  /** Sent when the application leaves it out. */
  readonly fill?: Readonly<Record<string, string>>
  /** Filters and switches whose loss would change what happens: rejected. */
  readonly refuse?: readonly string[]
  /** Filters only Vobiz has; a list takes no others. */
  readonly extra?: readonly string[]
  /** Left out with a warning. */
  readonly omit?: readonly string[]
  /** Query names Vobiz accepts only together, with what fills a missing one; `today` is the clock's date. */
  readonly together?: Readonly<Record<string, string>>
  /** Class name of Plivo's result; `true` for the bare boolean. */
  readonly resolves: string
  /** Part of the answer that holds the object, when it is wrapped. */
  readonly root?: string
  readonly list?: ListShape
  /** One object picked out of a list: the result key equals the argument. */
  readonly pick?: { readonly items: string; readonly key: string; readonly argument: string }
  /** What Plivo's objects add to a result: `id`, copied from a key, and methods that are other routes. */
  readonly item?: {
    readonly id: string
    readonly methods: Readonly<Record<string, string>>
    /** The methods leave the first argument out; else it defaults to the id. */
    readonly bound: boolean
  }
  /** Result key (camelCase) beside answer field. */
  readonly receive?: readonly Field[]
  /** Result keys Vobiz does not send; strings may hold `{name}`. */
  readonly answer?: Readonly<Record<string, unknown>>
  /** Result keys that stay undefined. */
  readonly absent?: readonly string[]
  /** Answer fields never passed on. */
  readonly secret?: readonly string[]
  /** A 200 may carry `error`. */
  readonly errorInBody?: true
  readonly repeat: Repeat
  /** Counts against the account's calls per second. */
  readonly paced?: true
  /** What a `partial` method loses; said once per client. */
  readonly loses?: string
  /** Contract on Vobiz not established: the client rejects. */
  readonly unverified?: true
  /** Timeout of Plivo's client in milliseconds; absent = none. */
  readonly timeout?: number
  readonly note?: string
}

/** Why a family of methods has no counterpart, and what to do. */
export interface GapReason {
  readonly gap: string
  readonly instead: string
}

/** A method of Plivo's client without a counterpart. */
export interface RouteGapRow extends Omit<Row, 'status'> {
  readonly id: string
  readonly status: 'no-equivalent'
  readonly arguments: readonly string[]
  /** `null`: inherited by accident, never a request that worked. */
  readonly plivo: Target | null
  /** Key of `GAP_REASONS`. */
  readonly reason: string
}

/** A method of Plivo's callback client (`RestAPI`, plivo 0.4 and older). */
export interface LegacyRouteRow extends Omit<Row, 'status'> {
  readonly name: string
  readonly status: RouteStatus
  /** Row of the modern method; `null` when there is none on Vobiz. */
  readonly modern: string | null
  /** Keys of `params` that name the object, beside the modern argument they feed. */
  readonly ids: Readonly<Record<string, string>>
  /** Options fixed by the method itself. */
  readonly fixed?: Readonly<Record<string, string>>
  /** Status Plivo answers with on success. */
  readonly success: 200 | 201 | 202 | 204
}
