import type { LanguageName } from './source-file.ts'
import type { Action, Kind } from './touchpoint.ts'

/** What a finding code means. */
export interface FindingRow {
  readonly kind: Kind
  /** Who acts, unless the note says otherwise. */
  readonly action: Action
  /** What was found; `{name}` places are filled from the note's arguments. */
  readonly text: string
  /** What to do about it; an empty string when nothing is. */
  readonly hint: string
  /** The same in the words of another language. */
  readonly hintFor?: Readonly<Partial<Record<LanguageName, string>>>
  /** Page of the documentation, relative to its root. */
  readonly docs: string
}

const MIGRATE = 'guides/migrate'
const SIGNATURES = 'guides/signatures/README'
const REST = 'guides/outbound'
const XML = 'reference/xml-findings'

/** Every code a transform may report, sorted. */
export const FINDINGS = {
  'dependency-added': {
    kind: 'dependency',
    action: 'auto',
    text: 'Rewritten code imports {packages}, which is added here.',
    hint: 'Run your package manager to update the lock file.',
    docs: MIGRATE,
  },
  'dependency-left': {
    kind: 'dependency',
    action: 'manual',
    text: "{package} is a dependency of Plivo's.",
    hint: 'It stays while code loads it; remove it when nothing does.',
    docs: MIGRATE,
  },
  'dependency-outside': {
    kind: 'dependency',
    action: 'manual',
    text: 'Rewritten code imports {packages}; this manifest is outside the named paths and stays as it is.',
    hint: 'Add the package here, or name the folder that holds it.',
    docs: MIGRATE,
  },
  'dependency-unplaced': {
    kind: 'dependency',
    action: 'review',
    text: 'Rewritten code imports {packages}, and no package.json above this file lists the SDK.',
    hint: 'Install the package where this file takes its dependencies from.',
    docs: MIGRATE,
  },
  'edit-breaks-file': {
    kind: 'other',
    action: 'manual',
    text: 'The rewritten file would not parse, so it was left as it is.',
    hint: 'Please report this as a fault of the tool, and rewrite the place by hand.',
    docs: MIGRATE,
  },
  'edit-conflict': {
    kind: 'other',
    action: 'manual',
    text: 'Two rewrites want the same place; the second one was left out.',
    hint: 'Apply the first, then run the command again.',
    docs: MIGRATE,
  },
  'env-file-added': {
    kind: 'env-var',
    action: 'auto',
    text: '{vobiz} is added here without a value.',
    hint: 'Fill it in where the values are kept.',
    docs: MIGRATE,
  },
  'env-var': {
    kind: 'env-var',
    action: 'manual',
    text: '{plivo} is read here.',
    hint: 'Set {vobiz} beside it; once no call of Plivo is left, read that alone.',
    docs: MIGRATE,
  },
  'file-added': {
    kind: 'other',
    action: 'auto',
    text: 'Rewritten code needs this file, which is written.',
    hint: '',
    docs: MIGRATE,
  },
  'file-taken': {
    kind: 'other',
    action: 'manual',
    text: 'Rewritten code needs a file at this path, and another file is there already.',
    hint: 'Move that file, then run the command again.',
    docs: MIGRATE,
  },
  'file-unparsed': {
    kind: 'other',
    action: 'manual',
    text: 'This file may touch Plivo and could not be read as code: {reason}',
    hint: 'Mend it and run the command again, or go through it by hand.',
    docs: MIGRATE,
  },
  mention: {
    kind: 'other',
    action: 'manual',
    text: 'This line names Plivo, and nothing says that it is of no consequence.',
    hint: 'See what it does.',
    docs: MIGRATE,
  },
  mentions: {
    kind: 'other',
    action: 'manual',
    text: 'This file names Plivo in {count} places that nothing accounts for; this is the first.',
    hint: 'Go through them.',
    docs: MIGRATE,
  },
  'rest-call': {
    kind: 'rest-sdk-call',
    action: 'manual',
    text: "{method} asks Plivo's REST API. Vobiz has a counterpart.",
    hint: 'It works unchanged on a client of @plivo-to-vobiz/rest-client.',
    docs: REST,
  },
  'rest-call-legacy': {
    kind: 'rest-sdk-call',
    action: 'manual',
    text: '{method} of the callback client is {modern} today.',
    hint: 'It works unchanged on RestAPI of @plivo-to-vobiz/rest-client.',
    docs: REST,
  },
  'rest-call-lost': {
    kind: 'no-equivalent',
    action: 'manual',
    text: '{method} has no counterpart: {reason}',
    hint: '',
    docs: REST,
  },
  'rest-call-partial': {
    kind: 'rest-sdk-call',
    action: 'manual',
    text: "{method} asks Plivo's REST API. On Vobiz a part of it is lost. {loses}",
    hint: 'See whether the application needs that part, then use a client of @plivo-to-vobiz/rest-client.',
    docs: REST,
  },
  'rest-call-unknown': {
    kind: 'rest-sdk-call',
    action: 'manual',
    text: "The SDK's client has no {method}.",
    hint: 'Remove the call or mend the name first.',
    docs: REST,
  },
  'rest-http': {
    kind: 'rest-raw-http',
    action: 'manual',
    text: "This is the host of Plivo's REST API. Vobiz has another base URL, two headers in place of Basic authentication, and other paths in places.",
    hint: 'Use a client of @plivo-to-vobiz/rest-client, or go through the REST reference.',
    docs: REST,
  },
  'ring-url': {
    kind: 'ring-url',
    action: 'manual',
    text: 'A ring URL is given here. Public pages disagree about whether Vobiz requests it.',
    hint: 'Let the handler of the answer URL take ring events too, as the shim does, and try a call.',
    docs: MIGRATE,
  },
  'sdk-client': {
    kind: 'sdk-client',
    action: 'manual',
    text: "A client of Plivo's REST API is made here.",
    hint: 'Make it with createSplitClient() of @plivo-to-vobiz/rest-client while both providers are in use, with its Client after that.',
    docs: MIGRATE,
  },
  'sdk-client-environment': {
    kind: 'sdk-client',
    action: 'manual',
    text: "A client of Plivo's REST API is made here; it reads its credentials from PLIVO_AUTH_ID and PLIVO_AUTH_TOKEN by itself.",
    hint: 'Make it with createSplitClient() of @plivo-to-vobiz/rest-client while both providers are in use, with its Client after that.',
    docs: MIGRATE,
  },
  'sdk-client-legacy': {
    kind: 'sdk-client',
    action: 'manual',
    text: 'This is the callback client of SDK 0.x.',
    hint: 'RestAPI of @plivo-to-vobiz/rest-client has the same methods.',
    docs: MIGRATE,
  },
  'sdk-import': {
    kind: 'sdk-import',
    action: 'manual',
    text: 'The Plivo SDK is loaded here, for {uses}.',
    hint: 'It stays for calls of Plivo; for Vobiz alone load @plivo-to-vobiz/rest-client instead.',
    docs: MIGRATE,
  },
  'sdk-import-agent': {
    kind: 'sdk-import',
    action: 'manual',
    text: '{name} speaks to another product of Plivo.',
    hint: 'Check by hand what of it voice calls depend on.',
    docs: MIGRATE,
  },
  'sdk-import-browser': {
    kind: 'no-equivalent',
    action: 'manual',
    text: '{name} places calls in the browser through Plivo; Vobiz endpoints need a SIP library.',
    hint: 'Register a SIP library such as JsSIP with the endpoint created on Vobiz.',
    docs: MIGRATE,
  },
  'sdk-import-fork': {
    kind: 'sdk-import',
    action: 'manual',
    text: '{name} is an old or forked SDK.',
    hint: 'Move to the current SDK first, or to @plivo-to-vobiz/rest-client.',
    docs: MIGRATE,
  },
  'sdk-import-moved': {
    kind: 'sdk-import',
    action: 'auto',
    text: 'The signature helper is imported from @plivo-to-vobiz/signatures instead of the SDK.',
    hint: '',
    docs: SIGNATURES,
  },
  'sdk-mocked': {
    kind: 'sdk-import',
    action: 'manual',
    text: 'A test replaces the SDK here.',
    hint: 'Replace the module that the rewritten code loads.',
    docs: MIGRATE,
  },
  'sdk-other': {
    kind: 'sdk-import',
    action: 'manual',
    text: '{name} of the SDK is used here.',
    hint: 'See what becomes of it on Vobiz.',
    docs: MIGRATE,
  },
  'sdk-re-exported': {
    kind: 'sdk-import',
    action: 'manual',
    text: 'The SDK is exported again here, so its uses are in other files.',
    hint: 'Follow the files that import this one.',
    docs: MIGRATE,
  },
  'sdk-types': {
    kind: 'sdk-import',
    action: 'manual',
    text: 'Types of the SDK are used here; nothing of it runs.',
    hint: '',
    docs: MIGRATE,
  },
  'signature-argument-order': {
    kind: 'signature-validate',
    action: 'manual',
    text: 'The arguments of this check are in the wrong order, so it never passed for a real callback.',
    hint: 'Bring them into the order method, URL, nonce, token, signature, parameters (V2: URL, nonce, signature, token), then run the command again.',
    docs: SIGNATURES,
  },
  'signature-arguments': {
    kind: 'signature-validate',
    action: 'manual',
    text: 'The arguments of this check are missing, spread or one object, which the helper does not take.',
    hint: 'Pass method, URL, nonce, token, signature and parameters one by one, then run the command again.',
    hintFor: {
      python:
        'Pass the arguments one by one, in the order of the helper or by their names, then run the command again.',
    },
    docs: SIGNATURES,
  },
  'signature-body-unsigned': {
    kind: 'signature-validate',
    action: 'review',
    text: 'This check is rewritten. A Vobiz signature covers the URL and the nonce: the body and the query are no longer authenticated.',
    hint: 'Put what must not be forged into the path, and remember nonces, or let the shim do both.',
    docs: SIGNATURES,
  },
  'signature-hand-written': {
    kind: 'signature-header',
    action: 'manual',
    text: 'This file checks the signature with code of its own. Vobiz signs another string, so renaming the header would make every check fail.',
    hint: 'Replace the whole check by validateV3Signature of @plivo-to-vobiz/signatures/either, or put the shim in front.',
    hintFor: {
      python: 'Replace the whole check by verify_request of vobiz_signatures.py, the helper file of this migration.',
    },
    docs: SIGNATURES,
  },
  'signature-header-elsewhere': {
    kind: 'signature-header',
    action: 'manual',
    text: 'A signature header is named here, and no check in this file that is rewritten uses it.',
    hint: 'Find what the value is used for and let it read the Vobiz header as well.',
    docs: SIGNATURES,
  },
  'signature-header-form': {
    kind: 'signature-validate',
    action: 'manual',
    text: 'A header of this check is read in a form that has no sure rewrite.',
    hint: 'Read it by request.headers[…] or request.get(…), then run the command again.',
    hintFor: { python: "Read it by request.headers.get('…') or request.headers['…'], then run the command again." },
    docs: SIGNATURES,
  },
  'signature-header-handed': {
    kind: 'signature-header',
    action: 'review',
    text: 'The headers are handed to a check in another file.',
    hint: 'See that this check is rewritten too, and has a token per provider.',
    docs: SIGNATURES,
  },
  'signature-header-injected': {
    kind: 'signature-header',
    action: 'manual',
    text: 'The framework fills a parameter from this header, and refuses requests that do not carry it.',
    hint: 'Read both headers from the request itself, by request.headers.get, then run the command again.',
    docs: SIGNATURES,
  },
  'signature-header-renamed': {
    kind: 'signature-header',
    action: 'auto',
    text: 'The Vobiz header is read here.',
    hint: '',
    docs: SIGNATURES,
  },
  'signature-header-sent': {
    kind: 'signature-header',
    action: 'manual',
    text: 'A signature header is sent or set here, as tests and proxies do.',
    hint: 'Send the Vobiz header with a signature made by sign() of @plivo-to-vobiz/signatures.',
    hintFor: {
      python:
        'Send the Vobiz header with a signature of its own: HMAC-SHA256 of the URL without its query, a dot and the nonce, in base64.',
    },
    docs: SIGNATURES,
  },
  'signature-header-waits': {
    kind: 'signature-header',
    action: 'manual',
    text: 'This header belongs to a check that a person has to rewrite first.',
    hint: 'Let it read the Vobiz header as well when the check is rewritten.',
    docs: SIGNATURES,
  },
  'signature-helper-imported': {
    kind: 'sdk-import',
    action: 'auto',
    text: 'The check comes from the helper file that is written into the code base, no longer from the SDK.',
    hint: '',
    docs: SIGNATURES,
  },
  'signature-helper-passed': {
    kind: 'signature-validate',
    action: 'manual',
    text: 'The signature helper is handed on here, so the calls are somewhere else.',
    hint: 'Hand on the helper of @plivo-to-vobiz/signatures/either and give its callers a token per provider.',
    hintFor: { python: 'Hand on the helper of vobiz_signatures.py and give its callers a token per provider.' },
    docs: SIGNATURES,
  },
  'signature-helper-stubbed': {
    kind: 'signature-validate',
    action: 'manual',
    text: 'A test replaces the signature helper by its name here.',
    hint: 'Name the helper where the rewritten code has it: in the module under test, or in vobiz_signatures.',
    docs: SIGNATURES,
  },
  'signature-main-account': {
    kind: 'signature-header',
    action: 'review',
    text: 'The Vobiz header is read here. It is signed with the token of the main account.',
    hint: 'See that the check has that token as well when it is not the same.',
    docs: SIGNATURES,
  },
  'signature-middleware': {
    kind: 'signature-validate',
    action: 'manual',
    text: 'The middleware of SDK 0.x checks V1 signatures, which Vobiz does not document.',
    hint: 'Replace it by validateV3Signature of @plivo-to-vobiz/signatures/either, or by the shim.',
    docs: SIGNATURES,
  },
  'signature-module-shared': {
    kind: 'signature-validate',
    action: 'manual',
    text: 'The helper is taken from a module object that is used for other things in a way that cannot be split surely.',
    hint: 'Import the helper by name at the top of the file, then run the command again.',
    docs: SIGNATURES,
  },
  'signature-name-taken': {
    kind: 'signature-validate',
    action: 'manual',
    text: 'The rewritten check needs a name that means something else in this file.',
    hint: 'Rename that, then run the command again.',
    docs: SIGNATURES,
  },
  'signature-no-such-helper': {
    kind: 'signature-validate',
    action: 'manual',
    text: 'The SDK has no signature function of this name, so the check never passed.',
    hint: 'Use validateV3Signature of @plivo-to-vobiz/signatures/either.',
    docs: SIGNATURES,
  },
  'signature-other-sdk': {
    kind: 'signature-validate',
    action: 'manual',
    text: 'This helper signs another string than the voice SDK does; nothing shows that voice callbacks use it.',
    hint: 'Check by hand which callbacks arrive here, then use validateV3Signature of @plivo-to-vobiz/signatures/either.',
    docs: SIGNATURES,
  },
  'signature-registry-module': {
    kind: 'signature-validate',
    action: 'manual',
    text: 'The SDK is loaded by the address of a registry here.',
    hint: 'Import the helper from npm:@plivo-to-vobiz/signatures/either at the version you want, and give it the Vobiz headers and a token per provider.',
    docs: SIGNATURES,
  },
  'signature-rewritten': {
    kind: 'signature-validate',
    action: 'auto',
    text: 'This check is rewritten.',
    hint: '',
    docs: SIGNATURES,
  },
  'signature-scheme-mixed': {
    kind: 'signature-validate',
    action: 'manual',
    text: 'The headers of this check belong to another version of the signature than the helper.',
    hint: 'Use the headers and the helper of one version, then run the command again.',
    docs: SIGNATURES,
  },
  'signature-token-declared': {
    kind: 'signature-validate',
    action: 'review',
    text: 'VOBIZ_AUTH_TOKEN is read here from where PLIVO_AUTH_TOKEN was.',
    hint: 'Declare and set it there as well.',
    docs: SIGNATURES,
  },
  'signature-token-object': {
    kind: 'signature-validate',
    action: 'manual',
    text: "The tokens of this check are not written as an object here, so Plivo's cannot be taken out.",
    hint: "Pass Vobiz's token alone and import the helper from @plivo-to-vobiz/signatures/vobiz.",
    docs: SIGNATURES,
  },
  'signature-token-source': {
    kind: 'signature-validate',
    action: 'review',
    text: 'The token comes from somewhere else than PLIVO_AUTH_TOKEN; the rewritten check reads VOBIZ_AUTH_TOKEN.',
    hint: "Let it read Vobiz's token from where you keep it.",
    docs: SIGNATURES,
  },
  'signature-unresolved': {
    kind: 'signature-validate',
    action: 'manual',
    text: 'This looks like the signature helper, but where the object comes from cannot be followed.',
    hint: 'Use validateV3Signature of @plivo-to-vobiz/signatures/either here.',
    hintFor: { python: 'Use validate_v3_signature of vobiz_signatures.py here, the helper file of this migration.' },
    docs: SIGNATURES,
  },
  'signature-untraced': {
    kind: 'signature-validate',
    action: 'manual',
    text: 'The nonce or the signature of this check cannot be followed to a header read in this file.',
    hint: 'Give it the Vobiz headers as well, and a token per provider.',
    docs: SIGNATURES,
  },
  'signature-v1': {
    kind: 'signature-header',
    action: 'manual',
    text: 'V1 signatures have no counterpart that Vobiz documents.',
    hint: 'Check V3 instead: validateV3Signature of @plivo-to-vobiz/signatures/either.',
    hintFor: {
      python: 'Check V3 instead: validate_v3_signature of vobiz_signatures.py, the helper file of this migration.',
    },
    docs: SIGNATURES,
  },
  'signature-wrapper-called': {
    kind: 'signature-validate',
    action: 'auto',
    text: 'The check is in another file and is rewritten there; the headers handed to it are rewritten here.',
    hint: '',
    docs: SIGNATURES,
  },
  'signature-wrapper-exported': {
    kind: 'signature-validate',
    action: 'review',
    text: 'Other files may call the function around this check.',
    hint: 'See that they pass the Vobiz headers as well.',
    docs: SIGNATURES,
  },
  'sip-domain': {
    kind: 'sip-domain',
    action: 'manual',
    text: 'This SIP address is at Plivo.',
    hint: 'Create the endpoint on Vobiz and use its address.',
    docs: MIGRATE,
  },
  'stream-frame': {
    kind: 'stream',
    action: 'manual',
    text: 'The frame {event} of an audio stream is handled here. {note}',
    hint: 'Try it with a stream of Vobiz.',
    docs: MIGRATE,
  },
  'xml-builder': {
    kind: 'xml-builder',
    action: 'manual',
    text: 'The SDK builds PlivoXML here.',
    hint: 'While both providers are in use it stays and the shim translates the reply; after that write VobizXML.',
    docs: XML,
  },
  'xml-builder-lost': {
    kind: 'no-equivalent',
    action: 'manual',
    text: 'VobizXML has no {verb}.',
    hint: 'Rebuild that part of the call by hand.',
    docs: XML,
  },
  'xml-literal-ambiguous': {
    kind: 'xml-literal',
    action: 'manual',
    text: 'This file writes the XML of several providers, and this text could be any of them. As PlivoXML it would differ on Vobiz: {codes}.',
    hint: 'If it is PlivoXML, translate it with plivo-to-vobiz xml.',
    docs: XML,
  },
  'xml-literal-at-run-time': {
    kind: 'xml-literal',
    action: 'review',
    text: 'This PlivoXML stays, as Plivo still gets it; the shim translates it for Vobiz. What differs there: {codes}.',
    hint: 'See what plivo-to-vobiz xml makes of it.',
    docs: XML,
  },
  'xml-literal-in-test': {
    kind: 'xml-literal',
    action: 'manual',
    text: 'A test writes PlivoXML that is different on Vobiz; tests are left as they are.',
    hint: 'Bring it into line with the code it tests.',
    docs: XML,
  },
  'xml-literal-lost': {
    kind: 'xml-literal',
    action: 'manual',
    text: 'This PlivoXML says something that VobizXML cannot: {codes}.',
    hint: 'Rebuild that part by hand; see plivo-to-vobiz xml for what would be left.',
    docs: XML,
  },
  'xml-literal-review': {
    kind: 'xml-literal',
    action: 'review',
    text: 'This PlivoXML is translated, and not everything could be kept: {codes}.',
    hint: 'Look through the change.',
    docs: XML,
  },
  'xml-literal-spans': {
    kind: 'xml-literal',
    action: 'manual',
    text: 'A part of this PlivoXML that has to change reaches over several joined strings.',
    hint: 'Write it as one template literal, then run the command again.',
    docs: XML,
  },
  'xml-literal-translated': {
    kind: 'xml-literal',
    action: 'auto',
    text: 'This PlivoXML is translated.',
    hint: '',
    docs: XML,
  },
  'xml-literal-unparsed': {
    kind: 'xml-literal',
    action: 'manual',
    text: 'This looks like PlivoXML and cannot be read on its own: {reason}',
    hint: 'Put the pieces together in one literal, or translate the finished text with translate() of @plivo-to-vobiz/voice-xml.',
    docs: XML,
  },
} as const satisfies Readonly<Record<string, FindingRow>>

/** A code of the table. */
export type FindingCode = keyof typeof FINDINGS

const rows: ReadonlyMap<string, FindingRow> = new Map(Object.entries(FINDINGS))

/** The row of a code. @throws TypeError when no row has it: a transform reports only codes of the table. */
export function getFindingRow(code: string): FindingRow {
  const row = rows.get(code)
  if (row === undefined) throw new TypeError(`No finding has the code ${code}; add a row to codemods/src/findings.ts.`)
  return row
}
