import type { Answered, ListOf, ListOptions, Options } from './results.ts'

/** Methods of `client.accounts` that Vobiz has. */
export interface Accounts {
  get(): Promise<Answered & { readonly name?: string; readonly cashCredits?: string; readonly billingMode?: string }>
}

/** A sub-account. */
export interface Subaccount extends Answered {
  readonly authId: string
  readonly name?: string
  readonly enabled?: boolean
}

/** A sub-account out of a list. */
export interface ListedSubaccount extends Subaccount {
  readonly id: string
  update(name: string, enabled?: boolean): Promise<Answered>
  delete(cascade?: boolean): Promise<true>
}

/** Methods of `client.subaccounts` and `client.subAccounts`. */
export interface Subaccounts {
  /** The token can be read once only. */
  create(name: string, enabled?: boolean): Promise<Answered & { readonly authId: string; readonly authToken: string }>
  get(authId: string): Promise<Subaccount>
  list(options?: ListOptions): Promise<ListOf<ListedSubaccount>>
  update(authId: string, name: string, enabled?: boolean): Promise<Answered>
  /** Permanent; `cascade` is rejected. */
  delete(authId: string, cascade?: boolean): Promise<true>
}

/** An application. */
export interface Application extends Answered {
  readonly appId: string
  readonly appName?: string
  readonly answerUrl?: string
  readonly answerMethod?: string
  readonly hangupUrl?: string
}

/** Methods of `client.applications`. */
export interface Applications {
  create(appName: string, options?: Options): Promise<Answered & { readonly appId: string }>
  get(appId: string): Promise<Application>
  list(options?: ListOptions): Promise<ListOf<Application>>
  update(appId: string, options: Options): Promise<Answered>
  /** Vobiz refuses with 409 while a number is attached. */
  delete(appId: string, options?: Options): Promise<true>
}

/** A SIP endpoint. */
export interface Endpoint extends Answered {
  readonly endpointId: string
  readonly username?: string
  readonly alias?: string
  readonly sipUri?: string
}

/** Methods of `client.endpoints`. */
export interface Endpoints {
  create(username: string, password: string, alias: string, appId?: string): Promise<Endpoint>
  get(endpointId: string): Promise<Endpoint>
  list(options?: ListOptions): Promise<ListOf<Endpoint>>
  /** The username cannot change. */
  update(endpointId: string, options: Options): Promise<Answered>
  delete(endpointId: string): Promise<true>
}
