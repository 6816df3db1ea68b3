import type { Row } from './row.ts'

const CHECKED = '2026-10-02'

/** Roles an argument of a signature helper can have. */
export type SignatureArgument = 'method' | 'url' | 'nonce' | 'token' | 'signature' | 'params'

/** Languages with a Plivo SDK. */
export type SdkLanguage = 'node' | 'python' | 'go' | 'ruby' | 'php' | 'java' | 'dotnet'

/** One signature helper of a Plivo SDK: the order of its arguments differs in every language. */
export interface SignatureHelperRow extends Row {
  readonly language: SdkLanguage
  /** Modules the name is imported from. */
  readonly modules: readonly string[]
  readonly name: string
  readonly scheme: 'v1' | 'v2' | 'v3'
  readonly arguments: readonly SignatureArgument[]
  /** First SDK version that has it. */
  readonly since: string
}

/** Signature helpers, sorted by language, then name. */
export const SIGNATURE_HELPERS = [
  {
    language: 'node',
    modules: ['plivo'],
    name: 'validateSignature',
    scheme: 'v2',
    arguments: ['url', 'nonce', 'signature', 'token'],
    since: '4.0.0',
    status: 'renamed',
    source: ['plivo:sdks'],
    checked: CHECKED,
  },
  {
    language: 'node',
    modules: ['@plivo/agent'],
    name: 'validateSignatureV3',
    scheme: 'v3',
    arguments: ['method', 'url', 'nonce', 'token', 'signature', 'params'],
    since: '1.0.0',
    status: 'value-mapped',
    source: ['plivo:sdks'],
    checked: CHECKED,
  },
  {
    language: 'node',
    modules: ['plivo', 'plivo/dist/utils/v3Security', 'plivo/dist/utils/v3Security.js'],
    name: 'validateV3Signature',
    scheme: 'v3',
    arguments: ['method', 'url', 'nonce', 'token', 'signature', 'params'],
    since: '4.6.0',
    status: 'value-mapped',
    source: ['plivo:sdks'],
    checked: CHECKED,
  },
  {
    language: 'python',
    modules: ['plivo'],
    name: 'validate_request_signature',
    scheme: 'v1',
    arguments: ['url', 'signature', 'token', 'params'],
    since: '0.11.2',
    status: 'dropped-no-equivalent',
    source: ['plivo:sdks'],
    checked: CHECKED,
  },
  {
    language: 'python',
    modules: ['plivo'],
    name: 'validate_signature',
    scheme: 'v1',
    arguments: ['url', 'params', 'signature', 'token'],
    since: '0.11.0',
    status: 'dropped-no-equivalent',
    source: ['plivo:sdks'],
    checked: CHECKED,
  },
  {
    language: 'python',
    modules: ['plivo.utils'],
    name: 'validate_signature',
    scheme: 'v2',
    arguments: ['url', 'nonce', 'signature', 'token'],
    since: '4.0',
    status: 'renamed',
    source: ['plivo:sdks'],
    checked: CHECKED,
  },
  {
    language: 'python',
    modules: ['plivo.utils', 'plivo.utils.signature_v3'],
    name: 'validate_v3_signature',
    scheme: 'v3',
    arguments: ['method', 'url', 'nonce', 'token', 'signature', 'params'],
    since: '4.7.0',
    status: 'value-mapped',
    source: ['plivo:sdks'],
    checked: CHECKED,
  },
] as const satisfies readonly SignatureHelperRow[]

/** Keyword names of the Python helpers' arguments. */
export const PYTHON_KEYWORDS = {
  validate_signature: ['uri', 'nonce', 'signature', 'auth_token'],
  validate_v3_signature: ['method', 'uri', 'nonce', 'auth_token', 'v3_signature', 'params'],
  status: 'same',
  source: ['plivo:sdks'],
  checked: CHECKED,
} as const satisfies Row & Record<string, unknown>

/** A package or module that speaks Plivo. */
export interface SdkPackageRow extends Row {
  readonly language: SdkLanguage
  readonly name: string
  /** `sdk` is Plivo's own; `fork` and `legacy` need a person. */
  readonly role: 'sdk' | 'fork' | 'agent' | 'browser'
}

/** Package names, sorted by language, then name. */
export const SDK_PACKAGES = [
  {
    language: 'node',
    name: '@plivo/agent',
    role: 'agent',
    status: 'value-mapped',
    source: ['plivo:sdks', 'corpus'],
    checked: CHECKED,
  },
  {
    language: 'node',
    name: 'plivo',
    role: 'sdk',
    status: 'value-mapped',
    source: ['plivo:sdks', 'corpus'],
    checked: CHECKED,
  },
  {
    language: 'node',
    name: 'plivo-browser-sdk',
    role: 'browser',
    status: 'dropped-no-equivalent',
    source: ['corpus'],
    checked: CHECKED,
  },
  { language: 'node', name: 'plivo-node', role: 'fork', status: 'value-mapped', source: ['corpus'], checked: CHECKED },
  {
    language: 'python',
    name: 'plivo',
    role: 'sdk',
    status: 'value-mapped',
    source: ['plivo:sdks', 'corpus'],
    checked: CHECKED,
  },
] as const satisfies readonly SdkPackageRow[]

/** An environment variable. */
export interface EnvironmentRow extends Row {
  readonly plivo: string
  readonly vobiz: string
}

/** Environment variables, sorted. */
export const ENVIRONMENT = [
  {
    plivo: 'PLIVO_AUTH_ID',
    vobiz: 'VOBIZ_AUTH_ID',
    status: 'renamed',
    source: ['corpus', 'vobiz:skills'],
    checked: CHECKED,
  },
  {
    plivo: 'PLIVO_AUTH_TOKEN',
    vobiz: 'VOBIZ_AUTH_TOKEN',
    status: 'renamed',
    source: ['corpus', 'vobiz:skills'],
    checked: CHECKED,
  },
] as const satisfies readonly EnvironmentRow[]

/** Host names. */
export const HOSTS = {
  plivoApi: 'api.plivo.com',
  plivoSip: ['phone.plivo.com', 'sip.plivo.com', 'app.plivo.com'],
  status: 'value-mapped',
  source: ['corpus', 'V:changelog', 'VS:migr'],
  checked: CHECKED,
} as const satisfies Row & { plivoApi: string; plivoSip: readonly string[] }
