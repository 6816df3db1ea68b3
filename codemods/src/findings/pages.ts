import { type FindingRow, MIGRATE, SIGNATURES, XML } from './row.ts'

/** Findings about pages for people, sorted. */
export const PAGES_FINDINGS = {
  'docs-api-host': {
    kind: 'rest-raw-http',
    action: 'review',
    text: "This page names the host of Plivo's REST API: {what}.",
    hint: 'Bring it into line when the code has moved.',
    docs: MIGRATE,
  },
  'docs-header': {
    kind: 'signature-header',
    action: 'review',
    text: "This page names a signature header of Plivo's: {what}.",
    hint: 'Name the Vobiz header beside it.',
    docs: SIGNATURES,
  },
  'docs-install': {
    kind: 'dependency',
    action: 'review',
    text: 'This page has readers install {what}.',
    hint: 'Bring it into line when the code has moved.',
    docs: MIGRATE,
  },
  'docs-ring-url': {
    kind: 'ring-url',
    action: 'review',
    text: 'This page names a ring URL. Public pages disagree about whether Vobiz requests it.',
    hint: 'Say that the answer URL takes ring events too.',
    docs: MIGRATE,
  },
  'docs-sdk': {
    kind: 'sdk-import',
    action: 'review',
    text: 'A sample on this page loads {what}.',
    hint: 'Bring it into line when the code has moved.',
    docs: MIGRATE,
  },
  'docs-setting': {
    kind: 'env-var',
    action: 'review',
    text: 'This page names the setting {what}.',
    hint: 'Name the one for Vobiz beside it.',
    docs: MIGRATE,
  },
  'docs-sip-host': {
    kind: 'sip-domain',
    action: 'review',
    text: 'This page names a SIP address at Plivo: {what}.',
    hint: 'Name the address on Vobiz.',
    docs: MIGRATE,
  },
  'docs-xml': {
    kind: 'xml-literal',
    action: 'review',
    text: 'A sample on this page is PlivoXML.',
    hint: 'Show VobizXML beside it; plivo-to-vobiz xml translates it.',
    docs: XML,
  },
} as const satisfies Readonly<Record<string, FindingRow>>
