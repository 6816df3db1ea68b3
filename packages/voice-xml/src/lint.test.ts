import { describe, expect, it } from 'vitest'
import type { Dialect } from './dialect.ts'
import { lint } from './lint.ts'

/** `code Element@attribute` of every finding. */
const codes = (body: string, dialect: Dialect = 'vobiz'): readonly string[] =>
  lint(`<Response>${body}</Response>`, dialect).map(
    ({ code, element, attribute }) => `${code} ${element}${attribute === undefined ? '' : `@${attribute}`}`,
  )

describe('lint for Vobiz', () => {
  it.each([
    [
      '<Gather action="https://a.example/m" inputType="dtmf"><Speak>x</Speak><Play>https://a.example/x.mp3</Play></Gather>',
    ],
    [
      '<Dial callerId="+1" action="https://a.example/d" dialMusic="real"><Number sendDigits="w1">+1</Number><User>sip:a@b.example</User></Dial>',
    ],
    ['<Record callbackUrl="https://a.example/r" recordSession="true" playBeep="false"/>'],
    ['<Conference beep="true" waitMethod="GET" maxParticipants="3">room</Conference>'],
    ['<Stream bidirectional="true" keepCallAlive="true" maxRetries="3">wss://a.example/s</Stream>'],
    ['<PreAnswer><Speak>x</Speak><Wait length="2"/></PreAnswer><Hangup schedule="5"/><Speak>bye</Speak>'],
    ['<Speak voice="MAN" language="de-DE"><prosody rate="slow" unknown="x">a<break time="1s"/></prosody></Speak>'],
    ['<DTMF>12w#</DTMF><Redirect>https://a.example/next</Redirect>'],
    ['<Wait length="3" silence="true" minSilence="2500"/>'],
    ['<Gather xmlns:x="urn:x" action="https://a.example/m"/>'],
  ])('finds nothing wrong with %s', (body) => {
    expect(codes(body)).toEqual([])
  })

  it.each([
    ['<GetDigits/>', ['unknown-element GetDigits']],
    ['<Message>hi</Message>', ['message-no-equivalent Message']],
    ['<MultiPartyCall>m</MultiPartyCall>', ['mpc-no-equivalent MultiPartyCall']],
    ['<Say>hi</Say>', ['unknown-element Say']],
    ['<Gather/>', ['gather-action-missing Gather']],
    ['<Gather action="https://a.example/m" timeout="5"/>', ['unknown-attribute Gather@timeout']],
    ['<Gather action="/m"/>', ['url-not-absolute Gather@action']],
    ['<Gather action="http://a.example/m"/>', ['url-not-https Gather@action']],
    ['<Gather action="https://a.example/m" executionTimeout="3"/>', ['gather-timeout-clamped Gather@executionTimeout']],
    ['<Gather action="https://a.example/m" digitEndTimeout="x"/>', ['value-not-allowed Gather@digitEndTimeout']],
    ['<Gather action="https://a.example/m" language="hi-IN"/>', ['gather-language-unlisted Gather@language']],
    ['<Gather action="https://a.example/m"><Wait/></Gather>', ['gather-wait-dropped Wait']],
    ['<Gather action="https://a.example/m"><Dial/></Gather>', ['nesting-invalid Dial']],
    ['<Gather action="https://a.example/m" numDigits="{n}"/>', ['dynamic-value-unchecked Gather@numDigits']],
    ['<PreAnswer><Hangup/></PreAnswer>', ['preanswer-child-unsupported Hangup']],
    ['<Speak voice="man">x</Speak>', ['speak-voice-normalised Speak@voice']],
    [
      '<Speak voice="Polly.Amy" language="hi-IN">x</Speak>',
      ['speak-voice-unlisted Speak@voice', 'speak-language-unlisted Speak@language'],
    ],
    ['<Speak><emphasis>x</emphasis><Play>y</Play></Speak>', ['ssml-unverified emphasis', 'nesting-invalid Play']],
    ['<Play>a.mp3</Play>', ['url-not-absolute Play@#text']],
    ['<Play/>', ['url-not-absolute Play@#text']],
    ['<Stream>ws://a.example</Stream>', ['url-not-https Stream@#text']],
    ['<Stream bidirectional="true" audioTrack="both">wss://a.example</Stream>', ['stream-track-conflict Stream']],
    ['<Stream keepCallAlive="true">wss://a.example</Stream>', ['stream-keepalive-one-way Stream']],
    [
      '<Stream contentType="audio/x-l16;rate=24000">wss://a.example</Stream>',
      ['stream-content-type Stream@contentType'],
    ],
    ['<Dial><Number>1</Number></Dial>', ['dial-callerid-missing Dial', 'dial-after-bridge Dial']],
    [
      '<Dial callerId="1" action="https://a.example/d" confirmKey="1"/>',
      ['dial-confirm-key-unverified Dial@confirmKey'],
    ],
    [
      '<Dial callerId="1" action="https://a.example/d"><Number callerId="2">1</Number></Dial>',
      ['unknown-attribute Number@callerId'],
    ],
    [
      '<Dial callerId="1" action="https://a.example/d"><Number sendDigits="1,2">1</Number></Dial>',
      ['send-digits-chars Number'],
    ],
    [
      '<Dial callerId="1" action="https://a.example/d"><User>sip:a@sip.plivo.com</User></Dial>',
      ['sip-host-plivo User'],
    ],
    ['<Record/>', ['record-action-missing Record']],
    ['<Record action="https://a.example/r"/>', ['record-action-timing Record@action']],
    ['<Record callbackUrl="https://a.example/r" redirect="yes"/>', ['value-not-allowed Record@redirect']],
    ['<Record callbackUrl="https://a.example/r" redirect="True"/>', ['value-not-allowed Record@redirect']],
    ['<Conference/>', ['conference-name-missing Conference']],
    [
      '<Conference enterSound="https://a.example/s" record="true">x</Conference>',
      ['conference-sound-url-unverified Conference@enterSound', 'conference-record-no-file Conference@record'],
    ],
    ['<Hangup schedule="5"/>', ['hangup-schedule-no-follow Hangup']],
    ['<DTMF>a</DTMF>', ['dtmf-invalid-chars DTMF']],
    ['<Wait length="1" silence="true"/>', ['wait-silence-window Wait']],
    ['<Wait beep="duration=1"/>', ['wait-beep-params-dropped Wait@beep']],
  ])('finds in %s', (body, expected) => {
    expect(codes(body)).toEqual(expected)
  })

  it('says that a document is too large, and counts bytes', () => {
    expect(codes(`<Speak>${'é'.repeat(49_000)}</Speak>`)).toEqual([])
    expect(codes(`<Speak>${'é'.repeat(51_000)}</Speak>`)).toEqual(['doc-too-large Response'])
  })

  it('names the Vobiz element that a Plivo one became', () => {
    expect(lint('<Response><GetInput/></Response>', 'vobiz')[0]?.message).toContain('here it is Gather')
  })

  it('says nothing about what a translation would have done', () => {
    expect(lint('<Response><Say/></Response>', 'vobiz')[0]?.message).not.toContain('left out')
  })

  it('checks a part of a document, and refuses one that is no Response', () => {
    expect(lint('<Wait/> <Gather/><Nope/>', 'vobiz', { fragment: true }).map(({ code }) => code)).toEqual([
      'gather-action-missing',
      'unknown-element',
    ])
    expect(() => lint('<Wait/>', 'vobiz')).toThrow('The root element is not Response')
  })
})

describe('lint for Plivo', () => {
  it.each([
    ['<GetDigits timeout="1" numDigits="99" retries="9"><Speak>x</Speak><Wait/></GetDigits>'],
    ['<Message src="1" dst="2">x</Message><MultiPartyCall role="Agent">m</MultiPartyCall>'],
    ['<Dial action="http://a.example/d"><Number>1</Number></Dial>'],
    ['<Play>http://a.example/x.mp3</Play><Speak voice="MAN"><emphasis>x</emphasis></Speak>'],
    ['<Conference enterSound="beep:1">x</Conference><Record/>'],
  ])('finds nothing wrong with %s', (body) => {
    expect(codes(body, 'plivo')).toEqual([])
  })

  it.each([
    ['<Gather action="https://a.example/m"/>', ['unknown-element Gather']],
    ['<GetInput/>', ['gather-action-missing GetInput']],
    ['<GetDigits action="/m"/>', ['url-not-absolute GetDigits@action']],
    ['<GetDigits executionTimeout="5"/>', ['unknown-attribute GetDigits@executionTimeout']],
    ['<GetDigits><Message>x</Message></GetDigits>', ['nesting-invalid Message']],
    ['<Conference maxParticipants="3">x</Conference>', ['unknown-attribute Conference@maxParticipants']],
    [
      '<GetInput action="https://a.example/m" executionTimeout="99"/>',
      ['gather-timeout-clamped GetInput@executionTimeout'],
    ],
    ['<Redirect method="PUT">https://a.example/x</Redirect>', ['value-not-allowed Redirect@method']],
    ['<Stream>https://a.example</Stream>', []],
  ])('finds in %s', (body, expected) => {
    expect(codes(body, 'plivo')).toEqual(expected)
  })
})
