import type { GAP_REASONS } from './route-gaps.ts'
import type { Row } from './row.ts'

const CHECKED = '2026-12-01'

/** What of Plivo's Python SDK stands for what of the package Vobiz publishes. */
export const PYTHON_SDK = {
  plivo: {
    package: 'plivo',
    client: 'plivo.RestClient',
    clientParameters: ['auth_id', 'auth_token', 'proxies', 'timeout'],
    /** Modules of the XML builder; the last two are those of SDK 0.x. */
    builders: ['plivo.plivoxml', 'plivo.xml', 'plivo.XML', 'plivoxml'],
    root: 'ResponseElement',
    /** What the names of the builder's classes end with. */
    elementSuffix: 'Element',
    exceptions: 'plivo.exceptions',
    /** Modules of products that Vobiz does not have. */
    phlo: ['plivo.phlo', 'plivo.rest.phlo', 'plivo.rest.phlo_client'],
    tokens: ['plivo.utils.jwt'],
    legacyClient: 'plivo.RestAPI',
    legacyRoot: 'Response',
  },
  vobiz: {
    package: 'vobiz-python',
    version: '0.1.1',
    module: 'vobiz',
    client: 'RestClient',
    builder: 'vobizxml',
    exceptions: 'vobiz.exceptions',
    /** Source of the unpublished SDK, which has the same module name and other classes. */
    repository: 'https://github.com/vobiz-ai/Vobiz-Python-SDK',
  },
  /** Names of the exceptions that differ, Plivo's first. */
  exceptions: [
    ['PlivoRestError', 'VobizRestError'],
    ['PlivoServerError', 'VobizServerError'],
    ['PlivoXMLError', 'VobizXMLError'],
  ],
  status: 'value-mapped',
  source: ['plivo:python-sdk', 'vobiz:python-pypi'],
  checked: CHECKED,
} as const satisfies Row & Record<string, unknown>

/** A family of methods of Plivo's Python client without a counterpart. */
export interface PythonGapRow extends Row {
  /** Name on the client, or one method: `messages`, `account.update`. */
  readonly name: string
  /** Key of the reason in `GAP_REASONS`. */
  readonly reason: keyof typeof GAP_REASONS
}

/** Families and single methods without a counterpart, sorted by name. */
export const PYTHON_GAPS = [
  {
    name: 'account.update',
    reason: 'account-profile',
    status: 'dropped-no-equivalent',
    source: ['plivo:python-sdk'],
    checked: CHECKED,
  },
  {
    name: 'addresses',
    reason: 'compliance',
    status: 'dropped-no-equivalent',
    source: ['plivo:python-sdk'],
    checked: CHECKED,
  },
  {
    name: 'brand',
    reason: 'ten-dlc',
    status: 'dropped-no-equivalent',
    source: ['plivo:python-sdk'],
    checked: CHECKED,
  },
  {
    name: 'call_feedback',
    reason: 'call-feedback',
    status: 'dropped-no-equivalent',
    source: ['plivo:python-sdk'],
    checked: CHECKED,
  },
  {
    name: 'campaign',
    reason: 'ten-dlc',
    status: 'dropped-no-equivalent',
    source: ['plivo:python-sdk'],
    checked: CHECKED,
  },
  {
    name: 'compliance_applications',
    reason: 'compliance',
    status: 'dropped-no-equivalent',
    source: ['plivo:python-sdk'],
    checked: CHECKED,
  },
  {
    name: 'compliance_document_types',
    reason: 'compliance',
    status: 'dropped-no-equivalent',
    source: ['plivo:python-sdk'],
    checked: CHECKED,
  },
  {
    name: 'compliance_documents',
    reason: 'compliance',
    status: 'dropped-no-equivalent',
    source: ['plivo:python-sdk'],
    checked: CHECKED,
  },
  {
    name: 'compliance_requirements',
    reason: 'compliance',
    status: 'dropped-no-equivalent',
    source: ['plivo:python-sdk'],
    checked: CHECKED,
  },
  {
    name: 'end_users',
    reason: 'compliance',
    status: 'dropped-no-equivalent',
    source: ['plivo:python-sdk'],
    checked: CHECKED,
  },
  {
    name: 'hosted_message_numbers',
    reason: 'hosted-messaging',
    status: 'dropped-no-equivalent',
    source: ['plivo:python-sdk'],
    checked: CHECKED,
  },
  {
    name: 'identities',
    reason: 'compliance',
    status: 'dropped-no-equivalent',
    source: ['plivo:python-sdk'],
    checked: CHECKED,
  },
  {
    name: 'loa',
    reason: 'hosted-messaging',
    status: 'dropped-no-equivalent',
    source: ['plivo:python-sdk'],
    checked: CHECKED,
  },
  {
    name: 'lookup',
    reason: 'lookup',
    status: 'dropped-no-equivalent',
    source: ['plivo:python-sdk'],
    checked: CHECKED,
  },
  {
    name: 'masking_sessions',
    reason: 'masking',
    status: 'dropped-no-equivalent',
    source: ['plivo:python-sdk'],
    checked: CHECKED,
  },
  {
    name: 'media',
    reason: 'media',
    status: 'dropped-no-equivalent',
    source: ['plivo:python-sdk'],
    checked: CHECKED,
  },
  {
    name: 'multi_party_calls',
    reason: 'multi-party-calls',
    status: 'dropped-no-equivalent',
    source: ['plivo:python-sdk'],
    checked: CHECKED,
  },
  {
    name: 'numbers.create',
    reason: 'own-numbers',
    status: 'dropped-no-equivalent',
    source: ['plivo:python-sdk'],
    checked: CHECKED,
  },
  {
    name: 'phone_number_compliance',
    reason: 'compliance',
    status: 'dropped-no-equivalent',
    source: ['plivo:python-sdk'],
    checked: CHECKED,
  },
  {
    name: 'phone_number_compliance_link',
    reason: 'compliance',
    status: 'dropped-no-equivalent',
    source: ['plivo:python-sdk'],
    checked: CHECKED,
  },
  {
    name: 'phone_number_compliance_requirements',
    reason: 'compliance',
    status: 'dropped-no-equivalent',
    source: ['plivo:python-sdk'],
    checked: CHECKED,
  },
  {
    name: 'powerpacks',
    reason: 'number-pools',
    status: 'dropped-no-equivalent',
    source: ['plivo:python-sdk'],
    checked: CHECKED,
  },
  {
    name: 'pricing',
    reason: 'pricing',
    status: 'dropped-no-equivalent',
    source: ['plivo:python-sdk'],
    checked: CHECKED,
  },
  {
    name: 'profile',
    reason: 'ten-dlc',
    status: 'dropped-no-equivalent',
    source: ['plivo:python-sdk'],
    checked: CHECKED,
  },
  {
    name: 'token',
    reason: 'token',
    status: 'dropped-no-equivalent',
    source: ['plivo:python-sdk'],
    checked: CHECKED,
  },
  {
    name: 'tollfree_verification',
    reason: 'ten-dlc',
    status: 'dropped-no-equivalent',
    source: ['plivo:python-sdk'],
    checked: CHECKED,
  },
  {
    name: 'verify_callerids',
    reason: 'caller-id',
    status: 'dropped-no-equivalent',
    source: ['plivo:python-sdk'],
    checked: CHECKED,
  },
  {
    name: 'verify_session',
    reason: 'one-time-codes',
    status: 'dropped-no-equivalent',
    source: ['plivo:python-sdk'],
    checked: CHECKED,
  },
] as const satisfies readonly PythonGapRow[]
