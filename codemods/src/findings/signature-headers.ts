import { type FindingRow, SIGNATURES } from './row.ts'

/** Findings about signature headers, and checks written by hand, sorted. */
export const SIGNATURE_HEADERS_FINDINGS = {
  'signature-hand-written': {
    kind: 'signature-header',
    action: 'manual',
    text: 'This file checks the signature with code of its own. Vobiz signs another string, so renaming the header would make every check fail.',
    hint: 'Replace the whole check by validateV3Signature of @plivo-to-vobiz/signatures/either, or put the shim in front.',
    hintFor: {
      csharp:
        'Replace the whole check by VobizSignatures.WebhookSignature.VerifyRequest of VobizSignatures.cs (codemods/verifiers), with a token per provider.',
      go: 'Replace the whole check by vobizsignatures.VerifyRequest, from the package of this migration.',
      python: 'Replace the whole check by verify_request of vobiz_signatures.py, the helper file of this migration.',
      php: 'Replace the whole check by VobizSignatures::verifyRequest, the helper file of this migration.',
      java: 'Replace the whole check by VobizSignatures.verifyRequest of VobizSignatures.java (codemods/verifiers), with a token per provider.',
      ruby: 'Replace the whole check by VobizSignatures.verify_request of vobiz_signatures.rb, the helper file of this migration.',
    },
    docs: SIGNATURES,
  },
  'signature-hand-written-kept': {
    kind: 'signature-validate',
    action: 'manual',
    text: 'This check is written by hand and stays, so it refuses every callback of Vobiz: {reason}.',
    hint: 'Replace it by validateV3Signature of @plivo-to-vobiz/signatures/either, with a token per provider, or put the shim in front.',
    hintFor: {
      python:
        'Replace it by validate_v3_signature or validate_signature of vobiz_signatures.py, the helper file of this migration, with a token per provider.',
    },
    docs: SIGNATURES,
  },
  'signature-hand-written-replaced': {
    kind: 'signature-validate',
    action: 'review',
    text: "This check of the application's own is replaced by the helper that knows both providers.",
    hint: 'Try it with a recorded callback of each provider.',
    docs: SIGNATURES,
  },
  'signature-hand-written-unused': {
    kind: 'signature-validate',
    action: 'review',
    text: 'Only the check that is replaced used this code, which signs as Plivo does.',
    hint: 'Remove it when nothing in other files calls it.',
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
    hintFor: {
      csharp:
        'Read it by Request.Headers["X-…"] of a request whose type the file shows, or by TryGetValue; in MVC take it from Request in place of the [FromHeader] parameter. Then run the command again.',
      go: 'Read it by r.Header.Get("X-…") or c.GetHeader("X-…"), then run the command again.',
      python: "Read it by request.headers.get('…') or request.headers['…'], then run the command again.",
      php: "Read it by $_SERVER['HTTP_X_…'] or $request->header('X-…'), then run the command again.",
      java: 'Read it by request.getHeader("X-…"), or in Spring take HttpServletRequest in place of the @RequestHeader parameter, then run the command again.',
      ruby: "Read it by request.env['HTTP_X_…'], request.headers['X-…'] or fetch with one name, then run the command again.",
    },
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
  'signature-header-misread': {
    kind: 'signature-header',
    action: 'manual',
    text: 'Nothing is ever found under this name here, whatever a request carries, so the check never passed for a real callback.',
    hint: 'Read the header where the framework has it, then run the command again.',
    hintFor: {
      csharp:
        'Read it by Request.Headers["X-Plivo-Signature-V3"], hyphens alone and in any case, then run the command again.',
      go: 'Read it by r.Header.Get("X-Plivo-Signature-V3"), which takes any case, then run the command again.',
      php: "Read it by $_SERVER['HTTP_X_PLIVO_SIGNATURE_V3'] (capitals and underscores alone, HTTP_ in front) or by the request object of the framework, then run the command again.",
      java: 'Read it by request.getHeader("X-Plivo-Signature-V3"), which takes any case, then run the command again.',
      ruby: "Read it by request.env['HTTP_X_PLIVO_SIGNATURE_V3'] (capitals and underscores alone, HTTP_ in front), or in Rails by request.headers['X-Plivo-Signature-V3']; headers alone are those of the response. Then run the command again.",
    },
    docs: SIGNATURES,
  },
  'signature-header-parameter': {
    kind: 'signature-header',
    action: 'review',
    text: 'The framework fills this parameter from a header, and one parameter cannot take two: a second one stands beside it for Vobiz, and a variable under the old name holds the one that came. Neither is required any more, so a request without them gets the answer of the check, not one of the framework such as 400.',
    hint: 'See that the code between here and the check can do with an empty value. Tests that call this method by themselves need another argument. For Vobiz alone it is one parameter again.',
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
      csharp:
        'Send the Vobiz header with a signature of its own: HMAC-SHA256 of the URL without its query, a dot and the nonce, in base64.',
      go: 'Send the Vobiz header with a signature of its own: HMAC-SHA256 of the URL without its query, a dot and the nonce, in base64.',
      python:
        'Send the Vobiz header with a signature of its own: HMAC-SHA256 of the URL without its query, a dot and the nonce, in base64.',
      php: 'Send the Vobiz header with a signature of its own: HMAC-SHA256 of the URL without its query, a dot and the nonce, in base64.',
      java: 'Send the Vobiz header with a signature of its own: HMAC-SHA256 of the URL without its query, a dot and the nonce, in base64.',
      ruby: 'Send the Vobiz header with a signature of its own: HMAC-SHA256 of the URL without its query, a dot and the nonce, in base64.',
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
} as const satisfies Readonly<Record<string, FindingRow>>
