import { describe, expect, it } from 'vitest'
import { lint } from './lint.ts'
import { translate } from './translate.ts'

/** Documents made to exhaust a reader. Each must be refused or come through; none may take more than linear work. */
describe('hostile documents', () => {
  it('refuses a billion laughs at the first declaration', () => {
    const entities = Array.from({ length: 9 }, (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`)
    const xml = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY l0 "lol">${entities.join('')}]><Response><Speak>&l9;</Speak></Response>`
    expect(() => translate(xml)).toThrow(/document type declaration/)
  })

  it('refuses an external entity', () => {
    const xml = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><Response><Speak>&x;</Speak></Response>'
    expect(() => translate(xml)).toThrow(/document type declaration/)
    expect(() => translate('<Response><Speak>&x;</Speak></Response>')).toThrow(/ampersand/)
  })

  it('refuses ten thousand levels', () => {
    const xml = `<Response>${'<Speak>'.repeat(10_000)}${'</Speak>'.repeat(10_000)}</Response>`
    expect(() => translate(xml)).toThrow(/nested too deeply/)
  })

  it('comes through one element with a megabyte of attributes', () => {
    const attributes = Array.from({ length: 70_000 }, (_, index) => ` a${index}="${index}"`).join('')
    expect(attributes.length).toBeGreaterThan(1_000_000)
    const { xml, findings } = translate(`<Response><Hangup${attributes}/></Response>`)
    expect(xml).toBe('<Response><Hangup/></Response>')
    expect(findings.filter(({ code }) => code === 'unknown-attribute')).toHaveLength(70_000)
  })

  it('comes through a hundred thousand siblings, kept or removed', () => {
    const xml = `<Response>${'<Wait/> <Say/> '.repeat(50_000)}</Response>`
    const translated = translate(xml)
    expect(translated.xml).toBe(`<Response>${'<Wait/>'.padEnd(8).repeat(50_000)}</Response>`)
    expect(translated.findings).toHaveLength(50_001)
    expect(lint(xml, 'vobiz')).toHaveLength(50_001)
  })

  it('comes through many elements that look ahead to the next', () => {
    const { findings } = translate(`<Response>${'<Hangup schedule="9"/><Say/>'.repeat(40_000)}</Response>`)
    expect(findings.filter(({ code }) => code === 'hangup-schedule-no-follow')).toHaveLength(1)
  })

  it('comes through a megabyte of white space, references, open comments and brackets', () => {
    expect(translate(`<Response>${' '.repeat(1_000_000)}<Say/></Response>`).xml).toBe(
      '<Response><Hangup/></Response>'.replace('<Hangup/>', `${' '.repeat(1_000_000)}<Hangup/>`),
    )
    expect(translate(`<Response><Speak>${'&amp;'.repeat(200_000)}</Speak></Response>`).findings).toHaveLength(1)
    expect(translate(`<Response><Speak>${']] >'.repeat(200_000)}</Speak></Response>`).findings).toHaveLength(1)
    expect(translate(`<Response>${'<!-- -->'.repeat(100_000)}</Response>`).findings).toHaveLength(1)
    expect(translate(`<Response><Speak>${`\${a && b} `.repeat(100_000)}</Speak></Response>`).findings).toHaveLength(1)
    expect(() => translate(`<Response><Speak>\${${'&'.repeat(1_000_000)}</Speak></Response>`)).toThrow(/ampersand/)
    expect(translate(`<Response><Wait length="${'9'.repeat(1_000_000)}"/></Response>`).findings[0]?.code).toBe(
      'value-not-allowed',
    )
    expect(translate(`<Response><Play>https://a/${'{'.repeat(500_000)}</Play></Response>`).findings).not.toEqual([])
  })
})
