import { type FindingRow, REST } from './row.ts'

/** Findings about requests to the REST API without the SDK, sorted. */
export const REST_FINDINGS = {
  'rest-call': {
    kind: 'rest-sdk-call',
    action: 'manual',
    text: "{method} asks Plivo's REST API. Vobiz has a counterpart.",
    hint: 'It works unchanged on a client of @plivo-to-vobiz/rest-client.',
    docs: REST,
  },
  'rest-call-followed': {
    kind: 'rest-sdk-call',
    action: 'review',
    text: '{method} is asked of a client that {file} makes; it changes there.',
    hint: '',
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
  'rest-call-moved': {
    kind: 'rest-sdk-call',
    action: 'auto',
    text: '{method} goes to Vobiz.',
    hint: '',
    docs: REST,
  },
  'rest-call-other': {
    kind: 'rest-sdk-call',
    action: 'manual',
    text: "{method} asks Plivo's REST API.",
    hint: 'Look for its route on Vobiz in the REST reference.',
    docs: REST,
  },
  'rest-call-partial': {
    kind: 'rest-sdk-call',
    action: 'manual',
    text: "{method} asks Plivo's REST API. On Vobiz a part of it is lost. {loses}",
    hint: 'See whether the application needs that part, then use a client of @plivo-to-vobiz/rest-client.',
    docs: REST,
  },
  'rest-call-split': {
    kind: 'rest-sdk-call',
    action: 'auto',
    text: '{method} goes to the provider that the share decides, and later steps of a call to the provider that placed it.',
    hint: '',
    docs: REST,
  },
  'rest-call-unknown': {
    kind: 'rest-sdk-call',
    action: 'manual',
    text: "The SDK's client has no {method}.",
    hint: 'Remove the call or mend the name first.',
    docs: REST,
  },
  'rest-call-write': {
    kind: 'rest-sdk-call',
    action: 'manual',
    text: "{method} asks Plivo's REST API: {plivo}.",
    hint: 'On Vobiz send {vobiz} to {base}, with the headers {id} and {token} in place of Basic authentication.{fields}{loses}',
    docs: REST,
  },
  'rest-host-listed': {
    kind: 'rest-raw-http',
    action: 'review',
    text: "This list of hosts has the host of Vobiz's REST API.",
    hint: 'Let it through wherever else outgoing requests are filtered, such as a firewall.',
    docs: REST,
  },
  'rest-http': {
    kind: 'rest-raw-http',
    action: 'manual',
    text: "This is the host of Plivo's REST API. Vobiz has another base URL, two headers in place of Basic authentication, and other paths in places.",
    hint: 'Use a client of @plivo-to-vobiz/rest-client, or go through the REST reference.',
    hintFor: {
      python:
        'Ask https://api.vobiz.ai/api/v1 with the headers X-Auth-ID and X-Auth-Token; go through the REST reference for paths and fields.',
    },
    docs: REST,
  },
  'rest-http-kept': {
    kind: 'rest-raw-http',
    action: 'manual',
    text: "This request to Plivo's API stays: {reason}.",
    hint: 'Use a client of @plivo-to-vobiz/rest-client, or go through the REST reference.',
    hintFor: {
      python:
        'Ask https://api.vobiz.ai/api/v1 with the headers X-Auth-ID and X-Auth-Token; go through the REST reference for paths and fields.',
    },
    docs: REST,
  },
  'rest-http-moved': {
    kind: 'rest-raw-http',
    action: 'auto',
    text: 'This request goes to Vobiz.',
    hint: '',
    docs: REST,
  },
} as const satisfies Readonly<Record<string, FindingRow>>
