import { describe, expect, it } from 'vitest'
import { FINDINGS, type FindingText, isFindingCode, toCode } from './findings.ts'
import { translate } from './translate.ts'

describe('findings', () => {
  it('say what, and what to do', () => {
    for (const { text, hint, effect = 'x' } of Object.values<FindingText>(FINDINGS)) {
      expect(text).not.toMatch(/\.$/)
      expect(hint).toMatch(/^[A-Z].*\.$/)
      expect(effect).not.toMatch(/^[A-Z]|\.$/)
    }
  })

  it('read as sentences, with what happened in between', () => {
    const [finding] = translate(
      '<Response>\n<GetDigits action="https://a.example/" timeout="3" numDigits="1"/></Response>',
    ).findings
    expect(finding).toEqual({
      code: 'gather-timeout-clamped',
      severity: 'warning',
      message:
        'GetDigits timeout: executionTimeout must be 5..60 s; it was forced into the range (3 became 5). Choose a value in the range.',
      element: 'GetDigits',
      attribute: 'timeout',
      line: 2,
      column: 40,
    })
  })

  it('never repeat a number, an address or a URL of the document', () => {
    const { findings } = translate(
      '<Response><Dial callerId="+14155550100" confirmSound="http://secret.example/?token=t0k3n"><Number callerId="+14155550199">+14155550111</Number><User>sip:alice@phone.plivo.com</User></Dial><Redirect>/secret?t0k3n</Redirect></Response>',
    )
    expect(findings.length).toBeGreaterThan(5)
    expect(JSON.stringify(findings)).not.toMatch(/4155550|t0k3n|secret|alice/)
  })

  it('are known by code', () => {
    expect(isFindingCode('unknown-element')).toBe(true)
    expect(isFindingCode('toString')).toBe(false)
    expect(() => toCode('nonsense')).toThrow('No finding nonsense')
    expect(() => toCode(undefined)).toThrow(TypeError)
  })
})
