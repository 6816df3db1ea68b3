import { describe, expect, it } from 'vitest'
import { Response } from './builder.ts'

// test/oracle/voice-xml-builder.test.ts compares every method with Plivo's package; this shows the shape of it.
describe('Response', () => {
  it('prints VobizXML for the calls of a menu', () => {
    const response = Response()
    const input = response.addGetDigits({ action: 'https://a.example/m', numDigits: 1 })
    const speak = input.addSpeak('Press ', { voice: 'MAN' })
    speak.addEmphasis('one').addText('!')
    speak.addBreak({ time: '1s' })
    response.addDial({ callerId: '+1' }).addNumber('+2')
    expect(response.toXML()).toBe(
      '<Response><Gather action="https://a.example/m" numDigits="1" inputType="dtmf" executionTimeout="5" digitEndTimeout="2">' +
        '<Speak voice="MAN">Press <emphasis>one!</emphasis><break time="1s"/></Speak></Gather>' +
        '<Dial callerId="+1"><Number>+2</Number></Dial></Response>',
    )
  })

  it('is the same with new, and passes options on', () => {
    expect(new Response().toXML({ declaration: 'add' })).toBe('<?xml version="1.0" encoding="UTF-8"?><Response/>')
    expect(new Response()).toBeInstanceOf(Response)
  })

  it('gives the findings along with the XML', () => {
    const response = Response()
    response.addMessage('hi', { src: '1', dst: '2' })
    expect(response.translate().findings.map(({ code }) => code)).toEqual(['message-no-equivalent', 'empty-response'])
  })

  it('escapes text and values', () => {
    const response = Response()
    response.addSpeak('a < b & c > d')
    response.addPlay('https://a.example/?a=1&b=2')
    response.addConference('x', { digitsMatch: '"\n<' })
    expect(response.toPlivoXML()).toBe(
      '<Response><Speak>a &lt; b &amp; c &gt; d</Speak><Play>https://a.example/?a=1&amp;b=2</Play><Conference digitsMatch="&quot;&#xA;&lt;">x</Conference></Response>',
    )
  })

  it.each([
    ['not-nestable', () => Response().addSpeak('x').addPlay('y')],
    ['unknown-attribute', () => Response().addWait({ ['lenght' as 'length']: 1 })],
    ['text-missing', () => Response().addStream('')],
    ['value-missing', () => Response().addWait({ length: undefined } as unknown as { length: number })],
  ])('refuses with %s', (code, call) => {
    expect(call).toThrow(expect.objectContaining({ code }))
  })
})
