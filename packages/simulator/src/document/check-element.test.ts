import { describe, expect, it } from 'vitest'
import type { CallProvider } from '../provider.ts'
import { checkElement } from './check-element.ts'
import { readDocument } from './read-document.ts'

const codes = (provider: CallProvider, xml: string): readonly string[] => {
  const document = readDocument(`<Response>${xml}</Response>`)
  if (!document.ok) throw new Error(document.reason)
  return document.elements.flatMap((element) =>
    checkElement(provider, element).map(({ severity, code }) => `${severity} ${code}`),
  )
}

describe('checkElement', () => {
  it.each<[CallProvider, string]>([
    ['plivo', '<GetDigits action="https://h/x" timeout="7" numDigits="1" retries="2"><Speak>a</Speak></GetDigits>'],
    ['vobiz', '<Gather action="https://h/x" executionTimeout="7" inputType="dtmf"><Speak>a</Speak></Gather>'],
    ['vobiz', '<Speak voice="WOMAN"><prosody rate="slow">a</prosody></Speak>'],
    ['plivo', '<Dial callerId="1"><Number>2</Number><User>sip:a@b</User></Dial>'],
    ['vobiz', '<Conference beep="false" maxParticipants="20">room</Conference>'],
  ])('lets %s carry out %s', (provider, xml) => {
    expect(codes(provider, xml)).toEqual([])
  })

  it.each<[CallProvider, string, string]>([
    ['vobiz', '<GetDigits action="https://h/x"/>', 'error element-unknown'],
    ['vobiz', '<GetInput action="https://h/x"/>', 'error element-unknown'],
    ['vobiz', '<Message src="1" dst="2">hi</Message>', 'error element-unknown'],
    ['plivo', '<Gather action="https://h/x"/>', 'error element-unknown'],
    ['plivo', '<speak>a</speak>', 'error element-unknown'],
    ['vobiz', '<Gather inputType="dtmf"/>', 'error attribute-missing'],
    ['vobiz', '<Gather action="https://h/x" timeout="7"/>', 'warning attribute-unknown'],
    ['vobiz', '<Gather action="https://h/x" executionTimeout="4"/>', 'error attribute-value'],
    ['vobiz', '<Gather action="https://h/x" inputType="keys"/>', 'warning attribute-value'],
    ['vobiz', '<Gather action="https://h/x"><Wait/></Gather>', 'error child-unknown'],
    ['plivo', '<Dial><Speak>a</Speak></Dial>', 'error child-unknown'],
    ['plivo', '<Dial callerID="1"><Number>2</Number></Dial>', ''],
  ])('tells what %s makes of %s', (provider, xml, code) => {
    expect(codes(provider, xml)).toEqual(code === '' ? [] : [code])
  })

  it('says whose element it is', () => {
    const document = readDocument('<Response><GetDigits/></Response>')
    expect(document.ok && checkElement('vobiz', document.elements[0] as never)[0]?.message).toBe(
      'Vobiz knows no <GetDigits>. It is an element of Plivo.',
    )
  })
})
