/** How much a finding matters: `error` breaks the call or loses a verb, `warning` may change behaviour, `info` is good to know. */
export type Severity = 'info' | 'warning' | 'error'

/** What a finding code means. */
export interface FindingText {
  readonly severity: Severity
  /** What was found, as a sentence without its full stop. */
  readonly text: string
  /** What a translation did about it, where it did something. */
  readonly effect?: string
  /** What to do about it, as sentences. */
  readonly hint: string
}

const TABLE = {
  'conference-action-unreliable': {
    severity: 'warning',
    text: 'Vobiz does not fetch the action of Conference in every case',
    hint: 'Do not rely on the action request; use callbackUrl to learn that the member has left.',
  },
  'conference-attr-dropped': {
    severity: 'warning',
    text: 'the Conference attribute has no equivalent on Vobiz',
    effect: 'it was left out',
    hint: 'Do its work in the application; for a transcript put a Record with transcriptionUrl before Conference.',
  },
  'conference-end-kicks-all': {
    severity: 'info',
    text: 'endConferenceOnExit removes every member when this one leaves',
    hint: 'Set it on the host alone.',
  },
  'conference-events-reduced': {
    severity: 'info',
    text: 'the Conference callback delivers enter and exit only',
    hint: 'Do not wait for digits, floor or record events.',
  },
  'conference-max-not-enforced': {
    severity: 'info',
    text: 'Vobiz reads maxParticipants, but the limit of the account decides',
    hint: 'Count members in the application when the limit matters.',
  },
  'conference-name-missing': {
    severity: 'error',
    text: 'Conference needs the name of a room as its text',
    hint: 'Write the room name between the tags.',
  },
  'conference-record-no-file': {
    severity: 'warning',
    text: 'record="true" on Conference yields no file on Vobiz',
    hint: 'Put <Record recordSession="true" callbackUrl="…"/> before Conference.',
  },
  'conference-redirect-dropped': {
    severity: 'warning',
    text: 'redirect="false" has no equivalent on Conference',
    effect: 'it was left out',
    hint: 'Answer the action request with an empty Response, since Vobiz executes what it returns.',
  },
  'conference-sound-collapsed': {
    severity: 'warning',
    text: 'Vobiz has one beep switch for entering and leaving',
    effect: 'it was set in place of the sounds',
    hint: 'Listen to a test call: one tone serves both.',
  },
  'conference-sound-url-unverified': {
    severity: 'warning',
    text: 'Vobiz pages disagree about a sound URL on Conference',
    effect: 'it was kept',
    hint: 'Try it on a test call, or announce members from the application.',
  },
  'conference-wait-sound-xml': {
    severity: 'info',
    text: 'the waitSound document may hold Speak and Wait only',
    hint: 'Translate that document too and take Play out of it.',
  },
  'default-made-explicit': {
    severity: 'info',
    text: "Plivo's default differs from Vobiz's",
    effect: 'it was written out',
    hint: 'Nothing to do; set the attribute in the application to choose another value.',
  },
  'dial-after-bridge': {
    severity: 'warning',
    text: 'after a Dial without a redirecting action Vobiz may skip the elements that follow, or request the answer URL again and dial once more',
    hint: 'Give Dial an action that answers with what comes next.',
  },
  'dial-callerid-check': {
    severity: 'info',
    text: 'callerId must be a number the Vobiz account owns or may use',
    hint: 'Check that the number was moved to Vobiz.',
  },
  'dial-callerid-missing': {
    severity: 'warning',
    text: "without callerId Vobiz reuses the caller's number and may refuse the second leg",
    hint: 'Set callerId to a number of the Vobiz account.',
  },
  'dial-confirm-key-unverified': {
    severity: 'warning',
    text: 'Vobiz does not promise that confirmKey holds the bridge back',
    hint: 'Try it on a test call before relying on it.',
  },
  'dial-leg-callerid-conflict': {
    severity: 'warning',
    text: 'the legs of a Dial carry different caller IDs; Vobiz has one per Dial',
    effect: 'those of the legs were left out',
    hint: 'Set it on Dial, or dial the legs one after the other.',
  },
  'dial-leg-callerid-hoisted': {
    severity: 'info',
    text: 'Vobiz reads the caller ID on Dial only',
    effect: 'it was moved there',
    hint: 'Nothing to do.',
  },
  'dial-music-default': {
    severity: 'info',
    text: "Plivo's default ringback is not documented; Vobiz plays the real one",
    hint: 'Set dialMusic to choose.',
  },
  'dial-timeout-default': {
    severity: 'info',
    text: 'Plivo has no default timeout on Dial; Vobiz rings for 120 s at most',
    hint: 'Set timeout to choose.',
  },
  'doc-too-large': {
    severity: 'warning',
    text: 'the document is larger than 100 kB',
    hint: 'Split it with Redirect.',
  },
  'dtmf-digits-attribute': {
    severity: 'info',
    text: 'the digits attribute of DTMF has no equivalent',
    effect: 'it became the text unless there was one',
    hint: 'Write the digits as the text of DTMF.',
  },
  'dtmf-invalid-chars': {
    severity: 'warning',
    text: 'Vobiz ignores a DTMF whose text holds anything but 0-9 * # w W',
    hint: 'Remove the other characters.',
  },
  'dynamic-value-unchecked': {
    severity: 'warning',
    text: 'the value is known at run time only, so it was not checked',
    hint: 'Make sure that what is filled in is allowed on Vobiz.',
  },
  'empty-response': {
    severity: 'warning',
    text: 'an empty Response keeps the call up on Vobiz',
    effect: 'every element had to be left out, so Hangup was added',
    hint: 'Answer with something Vobiz can do.',
  },
  'gather-action-missing': {
    severity: 'error',
    text: 'Gather needs an action',
    hint: 'Set action to the URL that takes the digits; it cannot be invented.',
  },
  'gather-beep-dropped': {
    severity: 'warning',
    text: 'playBeep is not an attribute of Gather',
    effect: 'it was left out',
    hint: 'Nest a Play of a beep file as the last prompt.',
  },
  'gather-digit-timeout-clamped': {
    severity: 'warning',
    text: 'digitEndTimeout must be auto or 2..10 s',
    effect: 'it was forced into the range',
    hint: 'Choose a value in the range.',
  },
  'gather-emulated': {
    severity: 'info',
    text: 'Gather lacks this of Plivo',
    effect: 'the shim performs it at run time',
    hint: 'Nothing to do as long as the shim answers the action.',
  },
  'gather-input-type-missing': {
    severity: 'info',
    text: 'neither provider documents a default for inputType',
    hint: 'Set inputType to dtmf, speech or "dtmf speech".',
  },
  'gather-invalid-sound-dropped': {
    severity: 'warning',
    text: 'invalidDigitsSound has no equivalent',
    effect: 'it was left out',
    hint: 'The shim performs it at run time. Without it, play the sound from the action handler.',
  },
  'gather-language-unlisted': {
    severity: 'warning',
    text: 'Vobiz may refuse this speech language, which ends the call',
    hint: 'Use a listed code, or try this one on a test call.',
  },
  'gather-num-digits-clamped': {
    severity: 'warning',
    text: 'numDigits must be 1..32',
    effect: 'it was forced into the range',
    hint: 'Ask for longer input in two steps.',
  },
  'gather-num-digits-default': {
    severity: 'info',
    text: 'without numDigits Vobiz stops at 32 digits, Plivo at 99',
    hint: 'Ask for longer input in two steps.',
  },
  'gather-retries-capped': {
    severity: 'warning',
    text: 'so many retries would make the document too long',
    effect: 'the prompts are played less often',
    hint: 'Ask less often, or with shorter prompts.',
  },
  'gather-retries-dropped': {
    severity: 'warning',
    text: 'retries above 1 has no equivalent',
    effect: 'it was left out',
    hint: 'The shim performs it at run time. Without it, answer with the same Gather again when the input is empty.',
  },
  'gather-timeout-clamped': {
    severity: 'warning',
    text: 'executionTimeout must be 5..60 s',
    effect: 'it was forced into the range',
    hint: 'Choose a value in the range.',
  },
  'gather-timeout-post': {
    severity: 'info',
    text: 'Vobiz may request action with empty input after a timeout, where Plivo goes on to the next element',
    hint: 'The shim keeps that from the action. Without it, make the action handler accept empty input.',
  },
  'gather-valid-digits-dropped': {
    severity: 'warning',
    text: 'validDigits has no equivalent',
    effect: 'it was left out',
    hint: 'The shim performs it at run time. Without it, check the digits in the action handler.',
  },
  'gather-wait-dropped': {
    severity: 'warning',
    text: 'Wait has no place inside Gather',
    effect: 'it was left out',
    hint: 'Put the Wait before the Gather.',
  },
  'gather-window-total': {
    severity: 'warning',
    text: "Plivo's timeout waits for the first digit, executionTimeout covers the whole entry, so longer input may be cut short",
    hint: 'Raise the timeout, or translate with gatherTimeout "whole-entry".',
  },
  'hangup-schedule-no-follow': {
    severity: 'warning',
    text: 'Vobiz hangs up at once when nothing follows a Hangup with schedule',
    hint: 'Put the elements that should run until then behind it.',
  },
  'message-no-equivalent': {
    severity: 'error',
    text: 'VobizXML has no verb for an SMS',
    effect: 'it was left out',
    hint: 'Send the message through a messaging API from the application.',
  },
  'mpc-no-equivalent': {
    severity: 'error',
    text: 'VobizXML has no MultiPartyCall',
    effect: 'it was left out',
    hint: 'Rebuild it with Conference; roles, coaching and hold have no equivalent.',
  },
  'nesting-invalid': {
    severity: 'error',
    text: 'the element is not allowed in its parent',
    effect: 'it was left out',
    hint: 'Move it to a parent that allows it.',
  },
  'preanswer-child-unsupported': {
    severity: 'error',
    text: 'PreAnswer may hold Speak, Play and Wait only',
    effect: 'it was left out',
    hint: 'Move it behind PreAnswer.',
  },
  'record-action-missing': {
    severity: 'error',
    text: 'a Record without action and callbackUrl reports to nobody on Vobiz',
    hint: 'Set callbackUrl.',
  },
  'record-action-timing': {
    severity: 'warning',
    text: 'Vobiz may request the action of Record near the start, without the file; the file comes with callbackUrl',
    hint: 'Set callbackUrl and read the file there.',
  },
  'record-channel-dropped': {
    severity: 'warning',
    text: 'recordChannelType has no equivalent',
    effect: 'it was left out',
    hint: 'Mix the file down after download.',
  },
  'record-reply-lost': {
    severity: 'warning',
    text: 'Plivo goes on with what the action of Record replies; Vobiz may ask before there is a recording, and then goes on with the next element',
    hint: 'Put what the caller should hear next behind the Record, in the same document.',
  },
  'record-report-type-dropped': {
    severity: 'warning',
    text: 'transcriptionReportType has no equivalent',
    effect: 'it was left out',
    hint: 'Remove it.',
  },
  'record-transcription-type': {
    severity: 'warning',
    text: 'Vobiz does not offer this transcriptionType',
    effect: 'it was left out',
    hint: 'Use auto or hybrid.',
  },
  'record-whole-call-beep': {
    severity: 'info',
    text: 'Plivo never beeps for a background recording',
    effect: 'playBeep was set to false',
    hint: 'Nothing to do.',
  },
  'record-whole-call-maxlength': {
    severity: 'info',
    text: 'a background recording without maxLength may stop after 60 s',
    hint: 'Set maxLength, for example to 3600.',
  },
  'send-digits-chars': {
    severity: 'warning',
    text: 'only digits, *, # and w are documented for sendDigits',
    hint: 'Write w for a pause.',
  },
  'send-digits-mode-dropped': {
    severity: 'warning',
    text: 'sendDigitsMode has no equivalent',
    effect: 'it was left out',
    hint: 'Remove it.',
  },
  'sip-header-prefix': {
    severity: 'info',
    text: 'custom SIP headers arrive with the prefix X-VH- instead of X-PH-',
    hint: 'Read both prefixes where they arrive.',
  },
  'sip-host-plivo': {
    severity: 'warning',
    text: 'the SIP address points at a Plivo host',
    hint: 'Create the endpoint on Vobiz and use its address.',
  },
  'speak-language-unlisted': {
    severity: 'warning',
    text: 'the language is not one of the 16 Vobiz lists for Speak',
    hint: 'Use a listed code, or try this one on a test call.',
  },
  'speak-legs-dropped': {
    severity: 'warning',
    text: 'Vobiz speaks to the caller alone; legs has no equivalent',
    effect: 'it was left out',
    hint: 'Speak to the other party with confirmSound of Dial, or by the REST API.',
  },
  'speak-voice-normalised': {
    severity: 'info',
    text: 'the voice was not in upper case',
    effect: 'it was put in upper case',
    hint: 'Nothing to do.',
  },
  'speak-voice-unlisted': {
    severity: 'warning',
    text: 'Vobiz lists the voices WOMAN and MAN only',
    hint: 'Try this voice on a test call.',
  },
  'ssml-unverified': {
    severity: 'info',
    text: 'Vobiz pages do not show this SSML tag',
    effect: 'it was kept',
    hint: 'Listen to it on a test call.',
  },
  'stream-content-type': {
    severity: 'warning',
    text: 'contentType is not one of the three formats Vobiz lists',
    effect: 'it was kept',
    hint: 'Use audio/x-l16;rate=8000, audio/x-l16;rate=16000 or audio/x-mulaw;rate=8000.',
  },
  'stream-keepalive-one-way': {
    severity: 'warning',
    text: 'older Vobiz pages allow keepCallAlive on bidirectional streams only',
    hint: 'Try it on a test call, or keep the call alive with another element.',
  },
  'stream-noise-dropped': {
    severity: 'warning',
    text: 'noise cancellation has no equivalent',
    effect: 'it was left out',
    hint: 'Clean the audio behind the socket.',
  },
  'stream-track-conflict': {
    severity: 'error',
    text: 'bidirectional="true" with audioTrack outbound or both ends the call',
    hint: 'Use audioTrack="inbound", or a second Stream.',
  },
  'unknown-attribute': {
    severity: 'warning',
    text: 'no such attribute is known',
    effect: 'it was left out',
    hint: 'Check the spelling; names are case-sensitive.',
  },
  'unknown-element': {
    severity: 'error',
    text: 'no such element is known',
    effect: 'it was left out',
    hint: 'Check the spelling; names are case-sensitive.',
  },
  'url-not-absolute': {
    severity: 'warning',
    text: 'Vobiz wants a full URL',
    hint: 'Write scheme and host, or translate with baseUrl.',
  },
  'url-not-https': {
    severity: 'warning',
    text: 'Vobiz wants https, and wss for Stream',
    hint: 'Serve it over TLS.',
  },
  'user-webrtc-dropped': {
    severity: 'warning',
    text: 'webrtc has no equivalent on User',
    effect: 'it was left out',
    hint: 'Remove it.',
  },
  'value-not-allowed': {
    severity: 'warning',
    text: 'the value is not offered',
    effect: 'it was left out, or brought into the range',
    hint: 'Use a listed value.',
  },
  'wait-beep-params-dropped': {
    severity: 'warning',
    text: 'beep takes true or false only',
    effect: 'its tuning was reduced to true',
    hint: 'Test detection with the providers defaults.',
  },
  'wait-silence-window': {
    severity: 'warning',
    text: 'length in milliseconds must be more than minSilence',
    hint: 'Raise length or lower minSilence.',
  },
} as const satisfies Record<string, FindingText>

/** Stable code of a finding. */
export type FindingCode = keyof typeof TABLE

/** Severity, text and hint of every finding, by code. */
export const FINDINGS: Readonly<Record<FindingCode, FindingText>> = TABLE

/** Something a person may want to know about a translated or linted document. */
export interface Finding {
  readonly code: FindingCode
  readonly severity: Severity
  /** What was found and what to do. Holds no values that could be private. */
  readonly message: string
  /** Name of the element as written in the source. */
  readonly element?: string
  /** Name of the attribute: the source's for what was there, Vobiz's for what was added; `#text` for the text. */
  readonly attribute?: string
  /** Line in the source, from 1. */
  readonly line?: number
  /** Column in the source, from 1, in UTF-16 units. */
  readonly column?: number
}

/** Whether a text is a finding code. */
export function isFindingCode(code: string): code is FindingCode {
  return Object.hasOwn(TABLE, code)
}

/** Something for every code. */
export function mapFindings<T>(make: (text: FindingText) => T): Readonly<Record<FindingCode, T>> {
  // The keys are those of the table; the type system cannot follow `fromEntries`, hence the one assertion.
  return Object.fromEntries(Object.entries(TABLE).map(([code, text]) => [code, make(text)])) as Record<FindingCode, T>
}

/** The finding code a row names; a row that names none that exists is a mistake in the tables. */
export function toCode(code: string | undefined): FindingCode {
  if (code !== undefined && isFindingCode(code)) return code
  throw new TypeError(`No finding ${code}; add it to packages/voice-xml/src/findings.ts or correct the row.`)
}
