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
    language: 'dotnet',
    modules: ['Plivo.Util.XPlivoSignature', 'Plivo.Utilities.XPlivoSignature'],
    name: 'Verify',
    scheme: 'v1',
    arguments: ['url', 'params', 'signature', 'token'],
    since: '1.0',
    status: 'dropped-no-equivalent',
    source: ['plivo:sdks'],
    checked: CHECKED,
  },
  {
    language: 'dotnet',
    modules: ['Plivo.Utilities.XPlivoSignatureV2'],
    name: 'VerifySignature',
    scheme: 'v2',
    arguments: ['url', 'nonce', 'signature', 'token'],
    since: '4.0.0',
    status: 'renamed',
    source: ['plivo:sdks'],
    checked: CHECKED,
  },
  {
    language: 'dotnet',
    modules: ['Plivo.Utilities.XPlivoSignatureV3'],
    name: 'VerifySignature',
    scheme: 'v3',
    arguments: ['url', 'nonce', 'signature', 'token', 'method', 'params'],
    since: '4.8.0',
    status: 'value-mapped',
    source: ['plivo:sdks'],
    checked: CHECKED,
  },
  {
    language: 'go',
    modules: ['github.com/plivo/plivo-go'],
    name: 'ValidateSignature',
    scheme: 'v1',
    arguments: ['token', 'url', 'params', 'signature'],
    since: '4.0',
    status: 'dropped-no-equivalent',
    source: ['plivo:sdks'],
    checked: CHECKED,
  },
  {
    language: 'go',
    modules: ['github.com/plivo/plivo-go'],
    name: 'ValidateSignatureV2',
    scheme: 'v2',
    arguments: ['url', 'nonce', 'signature', 'token'],
    since: '4.0',
    status: 'renamed',
    source: ['plivo:sdks'],
    checked: CHECKED,
  },
  {
    language: 'go',
    modules: ['github.com/plivo/plivo-go'],
    name: 'ValidateSignatureV3',
    scheme: 'v3',
    arguments: ['url', 'nonce', 'method', 'signature', 'token', 'params'],
    since: '4.6.0',
    status: 'value-mapped',
    source: ['plivo:sdks'],
    checked: CHECKED,
  },
  {
    language: 'java',
    modules: ['com.plivo.api.util.Utils'],
    name: 'validateSignature',
    scheme: 'v2',
    arguments: ['url', 'nonce', 'signature', 'token'],
    since: '4.0.0-beta-3',
    status: 'renamed',
    source: ['plivo:sdks'],
    checked: CHECKED,
  },
  {
    language: 'java',
    modules: ['com.plivo.api.util.Utils'],
    name: 'validateSignatureV3',
    scheme: 'v3',
    arguments: ['url', 'nonce', 'signature', 'token', 'method', 'params'],
    since: '4.6.0',
    status: 'value-mapped',
    source: ['plivo:sdks'],
    checked: CHECKED,
  },
  {
    language: 'java',
    modules: ['com.plivo.helper.util.XPlivoSignature'],
    name: 'verify',
    scheme: 'v1',
    arguments: ['url', 'params', 'signature', 'token'],
    since: '2.0',
    status: 'dropped-no-equivalent',
    source: ['plivo:sdks'],
    checked: CHECKED,
  },
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
    language: 'php',
    modules: ['Plivo\\Util\\signatureValidation'],
    name: 'validateSignature',
    scheme: 'v2',
    arguments: ['url', 'nonce', 'signature', 'token'],
    since: '4.0',
    status: 'renamed',
    source: ['plivo:sdks'],
    checked: CHECKED,
  },
  {
    language: 'php',
    modules: ['Plivo\\Util\\v3SignatureValidation'],
    name: 'validateV3Signature',
    scheme: 'v3',
    arguments: ['method', 'url', 'nonce', 'token', 'signature', 'params'],
    since: '4.8.0',
    status: 'value-mapped',
    source: ['plivo:sdks'],
    checked: CHECKED,
  },
  {
    language: 'php',
    modules: ['Plivo\\RestAPI'],
    name: 'validate_signature',
    scheme: 'v1',
    arguments: ['url', 'params', 'signature', 'token'],
    since: '1.1.1',
    status: 'dropped-no-equivalent',
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
  {
    language: 'ruby',
    modules: ['Plivo::XPlivoSignature'],
    name: 'is_valid?',
    scheme: 'v1',
    arguments: ['signature', 'url', 'params', 'token'],
    since: '0.3',
    status: 'dropped-no-equivalent',
    source: ['plivo:sdks'],
    checked: CHECKED,
  },
  {
    language: 'ruby',
    modules: ['Plivo::Utils'],
    name: 'valid_signature?',
    scheme: 'v2',
    arguments: ['url', 'nonce', 'signature', 'token'],
    since: '4.0',
    status: 'renamed',
    source: ['plivo:sdks'],
    checked: CHECKED,
  },
  {
    language: 'ruby',
    modules: ['Plivo::Utils'],
    name: 'valid_signatureV3?',
    scheme: 'v3',
    arguments: ['url', 'nonce', 'signature', 'token', 'method', 'params'],
    since: '4.7.0',
    status: 'value-mapped',
    source: ['plivo:sdks'],
    checked: CHECKED,
  },
] as const satisfies readonly SignatureHelperRow[]

/** What else stands where a signature helper is imported from: it decides whether the import may go. */
export interface SdkUtilityRow extends Row {
  readonly language: SdkLanguage
  readonly namespace: string
  /** Types of the namespace. */
  readonly names: readonly string[]
  /** Members that are used without naming their type. */
  readonly members: readonly string[]
}

/** Namespaces of the SDKs that hold the signature helpers, sorted by language. */
export const SDK_UTILITY_TYPES = [
  {
    language: 'dotnet',
    namespace: 'Plivo.Utilities',
    names: [
      'ComparisonUtilities',
      'HtmlEntity',
      'MpcUtils',
      'StreamUtils',
      'StringUtilities',
      'XPlivoSignature',
      'XPlivoSignatureV2',
      'XPlivoSignatureV3',
    ],
    members: [
      'ComputeSignature',
      'GenerateUrl',
      'getMapFromQueryString',
      'GetSortedQueryParamString',
      'Verify',
      'VerifySignature',
    ],
    status: 'same',
    source: ['plivo:sdks'],
    checked: CHECKED,
  },
  {
    language: 'java',
    namespace: 'com.plivo.api.util',
    names: ['PropertyFilter', 'Utils'],
    members: [
      'allNotNull',
      'anyNotNull',
      'computeSignature',
      'computeSignatureV3',
      'generateUrl',
      'getMapFromQueryString',
      'GetSortedQueryParamString',
      'isAccountIdValid',
      'isNonEmptyString',
      'isSubaccountIdValid',
      'isValidTimeString',
      'objectToMap',
      'transformString',
      'validateLanguageVoice',
      'validateSignature',
      'validateSignatureV3',
    ],
    status: 'same',
    source: ['plivo:sdks'],
    checked: CHECKED,
  },
] as const satisfies readonly SdkUtilityRow[]

/** Names of the .NET helpers' parameters, by the class that holds the helper. */
export const CSHARP_KEYWORDS = {
  XPlivoSignatureV2: ['uri', 'nonce', 'xPlivoSignature', 'authToken'],
  XPlivoSignatureV3: ['uri', 'nonce', 'xPlivoSignature', 'authToken', 'method', 'parameters'],
  status: 'same',
  source: ['plivo:sdks'],
  checked: CHECKED,
} as const satisfies Row & Record<string, unknown>

/** Names of the PHP helpers' arguments, which PHP 8 takes as keywords. */
export const PHP_KEYWORDS = {
  validateSignature: ['uri', 'nonce', 'signature', 'auth_token'],
  validateV3Signature: ['method', 'uri', 'nonce', 'auth_token', 'v3_signature', 'params'],
  status: 'same',
  source: ['plivo:sdks'],
  checked: CHECKED,
} as const satisfies Row & Record<string, unknown>

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
  /** What its names start with in code, where that is not the package's name. */
  readonly namespace?: string
}

/** Package names, sorted by language, then name. */
export const SDK_PACKAGES = [
  {
    language: 'dotnet',
    name: 'Plivo',
    role: 'sdk',
    status: 'value-mapped',
    source: ['plivo:sdks', 'corpus'],
    checked: CHECKED,
  },
  {
    language: 'go',
    name: 'github.com/plivo/plivo-go',
    role: 'sdk',
    status: 'value-mapped',
    source: ['plivo:sdks', 'corpus'],
    checked: CHECKED,
  },
  {
    language: 'java',
    name: 'com.plivo:plivo-java',
    role: 'sdk',
    namespace: 'com.plivo',
    status: 'value-mapped',
    source: ['plivo:sdks', 'corpus'],
    checked: CHECKED,
  },
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
    language: 'php',
    name: 'plivo/plivo-php',
    role: 'sdk',
    namespace: 'Plivo',
    status: 'value-mapped',
    source: ['plivo:sdks', 'corpus'],
    checked: CHECKED,
  },
  {
    language: 'python',
    name: 'plivo',
    role: 'sdk',
    status: 'value-mapped',
    source: ['plivo:sdks', 'corpus'],
    checked: CHECKED,
  },
  {
    language: 'python',
    name: 'plivo-six',
    role: 'fork',
    status: 'value-mapped',
    source: ['plivo:python-sdk'],
    checked: '2026-12-01',
  },
  {
    language: 'python',
    name: 'plivo-stream-sdk',
    role: 'agent',
    status: 'value-mapped',
    source: ['plivo:stream-sdk'],
    checked: '2026-12-01',
  },
  {
    language: 'python',
    name: 'plivo_stream',
    role: 'agent',
    status: 'value-mapped',
    source: ['plivo:stream-sdk'],
    checked: '2026-12-01',
  },
  {
    language: 'python',
    name: 'plivoxml',
    role: 'fork',
    status: 'value-mapped',
    source: ['plivo:python-sdk'],
    checked: '2026-12-01',
  },
  {
    language: 'ruby',
    name: 'plivo',
    role: 'sdk',
    namespace: 'Plivo',
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
