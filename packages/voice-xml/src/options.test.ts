import { describe, expect, it } from 'vitest'
import { applyEdits } from './edits.ts'
import type { TranslateOptions } from './options.ts'
import { planTranslation, translate } from './translate.ts'

const run = (body: string, options: TranslateOptions): { xml: string; codes: readonly string[] } => {
  const { xml, findings } = translate(`<Response>${body}</Response>`, options)
  return { xml: xml.slice('<Response>'.length, -'</Response>'.length), codes: findings.map(({ code }) => code) }
}

describe('gatherTimeout', () => {
  it.each([
    ['', 'executionTimeout="60"', true],
    ['timeout="4" digitTimeout="3" numDigits="4"', 'executionTimeout="13"', false],
    ['numDigits="2"', 'executionTimeout="7"', false],
    ['timeout="90" numDigits="1"', 'executionTimeout="60"', false],
    ['timeout="50" digitTimeout="5" numDigits="4"', 'executionTimeout="60"', true],
    ['timeout="1" digitTimeout="1" numDigits="2"', 'executionTimeout="5"', false],
    ['timeout="{t}" numDigits="4"', 'executionTimeout="{t}"', true],
    ['timeout="soon" numDigits="4"', 'executionTimeout="5"', true],
  ])('whole-entry widens %s to %s', (attributes, expected, warns) => {
    const { xml, codes } = run(`<GetDigits action="https://a.example/m" ${attributes}/>`, {
      gatherTimeout: 'whole-entry',
    })
    expect(xml).toContain(expected)
    expect(codes.includes('gather-window-total')).toBe(warns)
  })

  it('literal keeps the number and warns', () => {
    const { xml, codes } = run('<GetDigits action="https://a.example/m" timeout="6" numDigits="4"/>', {})
    expect(xml).toContain('executionTimeout="6"')
    expect(codes).toContain('gather-window-total')
  })
})

describe('recordFinishOnKey', () => {
  it.each([
    [{}, 'finishOnKey="#"'],
    [{ recordFinishOnKey: '1234567890*#' }, 'finishOnKey="1234567890*#"'],
    [{ recordFinishOnKey: '' }, 'finishOnKey=""'],
  ])('%o writes %s', (options, expected) => {
    expect(run('<Record callbackUrl="https://a.example/r"/>', options).xml).toContain(expected)
  })

  it('leaves an explicit key and a background recording alone', () => {
    expect(
      run('<Record callbackUrl="https://a.example/r" finishOnKey="*"/>', { recordFinishOnKey: '1' }).xml,
    ).toContain('"*"')
    expect(
      run('<Record callbackUrl="https://a.example/r" recordSession="true"/>', { recordFinishOnKey: '1' }).xml,
    ).not.toContain('finishOnKey')
  })
})

describe('baseUrl', () => {
  const baseUrl = 'https://a.example/voice/answer?x=1'

  it('makes relative URLs absolute, in attributes and text', () => {
    const { xml, codes } = run(
      '<Redirect> next?a=1&amp;b=2 </Redirect><Record callbackUrl="/r?a=1&amp;b=2" timeout="5" finishOnKey="#"/>',
      { baseUrl },
    )
    expect(xml).toBe(
      '<Redirect>https://a.example/voice/next?a=1&amp;b=2</Redirect><Record callbackUrl="https://a.example/r?a=1&amp;b=2" timeout="5" finishOnKey="#"/>',
    )
    expect(codes).toEqual([])
  })

  it.each([
    ['<Redirect>http://b.example/</Redirect>', 'url-not-https'],
    ['<Redirect>//[</Redirect>', 'url-not-absolute'],
    ['<Redirect></Redirect>', 'url-not-absolute'],
    ['<Stream>/socket</Stream>', 'url-not-absolute'],
  ])('leaves %s alone and reports it', (body, code) => {
    expect(run(body, { baseUrl })).toEqual({ xml: body, codes: [code] })
  })

  it('leaves a template alone', () => {
    expect(run('<Redirect>{next}</Redirect>', { baseUrl }).xml).toBe('<Redirect>{next}</Redirect>')
  })
})

describe('declaration', () => {
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>'

  it('is added where there is none, behind a byte order mark', () => {
    expect(translate('<Response/>', { declaration: 'add' }).xml).toBe(`${declaration}<Response/>`)
    expect(translate('\uFEFF<Response/>', { declaration: 'add' }).xml).toBe(`\uFEFF${declaration}<Response/>`)
  })

  it.each([`${declaration}<Response/>`, `\uFEFF<?xml version="1.0"?><Response/>`])('is not added to %j', (xml) => {
    expect(translate(xml, { declaration: 'add' }).xml).toBe(xml)
  })
})

describe('fragment', () => {
  it('translates any elements and leaves the text between them', () => {
    const source =
      ' <GetInput action="https://a.example/i" inputType="dtmf"/> + <Say/> + <Message>x</Message> + <Gather/>'
    const { xml, findings } = translate(source, { fragment: true })
    expect(xml).toBe(source.replace('GetInput', 'Gather'))
    expect(findings.map(({ code }) => code)).toEqual([
      'gather-timeout-post',
      'unknown-element',
      'message-no-equivalent',
    ])
  })

  it('is needed for anything but a Response', () => {
    expect(() => translate('<Dial/>')).toThrow(/The root element is not Response at line 1, column 1: found <Dial>/)
  })
})

describe('planTranslation', () => {
  it('gives edits that turn the source into the translation, in rising order', () => {
    const source = '<Response><GetDigits action="https://a.example/m" retries="3"> <Say/></GetDigits></Response>'
    const { edits, findings } = planTranslation(source)
    expect(applyEdits(source, edits)).toBe(translate(source).xml)
    expect(findings).toEqual(translate(source).findings)
    expect(edits.every(({ start }, index) => start >= (edits[index - 1]?.end ?? 0))).toBe(true)
  })

  it('gives none for a document with nothing to change', () => {
    expect(planTranslation('<Response><Wait/></Response>').edits).toEqual([])
  })
})
