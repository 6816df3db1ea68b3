import { describe, expect, it } from 'vitest'
import type { TranslateOptions } from '../options.ts'
import { translate } from '../translate.ts'

const marked: TranslateOptions = {
  baseUrl: 'https://a.example/voice/answer',
  emulateInput: {
    takes: () => true,
    toAction: (action, attempt) => `${action ?? 'https://a.example/none'}?try=${attempt}`,
  },
}

const run = (body: string, options = marked) => translate(`<Response>${body}</Response>`, options)

/** What follows each try, by input element. */
function tails(body: string): readonly (readonly string[])[] {
  const { xml, emulated } = run(body)
  return (emulated?.inputs ?? []).map(({ ends }) => ends.map((end) => xml.slice(end)))
}

describe('input elements that somebody emulates', () => {
  it('stand there once for each try, with an action for each', () => {
    const { xml } = run(
      '<Speak>Hi</Speak><GetDigits action="m" numDigits="1" retries="2"><Speak>1?</Speak></GetDigits>',
    )
    const tail = 'numDigits="1" inputType="dtmf" executionTimeout="5" digitEndTimeout="2"><Speak>1?</Speak></Gather>'
    expect(xml).toBe(
      `<Response><Speak>Hi</Speak><Gather action="https://a.example/voice/m?try=0" ${tail}` +
        `<Gather action="https://a.example/voice/m?try=1" ${tail}</Response>`,
    )
  })

  it('say what comes behind each try', () => {
    const all = tails('<GetDigits retries="2" action="/m"/><Speak>A</Speak><GetInput action="/n"/><Hangup/>')
    expect(all.map((each) => each.map((tail) => tail.match(/\w+(?=[ >/])/g)?.filter((w) => /^[A-Z]/.test(w))))).toEqual(
      [
        [
          ['Gather', 'Speak', 'Speak', 'Gather', 'Hangup', 'Response'],
          ['Speak', 'Speak', 'Gather', 'Hangup', 'Response'],
        ],
        [['Hangup', 'Response']],
      ],
    )
  })

  it('count offsets behind what was written before them', () => {
    const source =
      '  <?xml version="1.0"?><Response ><Wait min_silence="3"/><GetDigits/><Conference>\n a </Conference></Response>'
    const { xml, emulated } = translate(source, { ...marked, declaration: 'add' })
    expect(xml.slice(0, emulated?.contentStart)).toBe('<?xml version="1.0"?><Response >')
    expect(xml.slice(emulated?.inputs[0]?.ends[0])).toMatch(/^<Conference [^>]*>a<\/Conference><\/Response>$/)
    expect(
      translate('<Response><GetDigits/></Response>', { ...marked, declaration: 'add' }).emulated?.contentStart,
    ).toBe('<?xml version="1.0" encoding="UTF-8"?><Response>'.length)
  })

  it('say what Gather lacks', () => {
    const body =
      '<GetDigits action="/m" validDigits="12" invalidDigitsSound="/no.mp3" redirect="false" retries="3"/><Hangup/>'
    expect(run(body).emulated?.inputs[0]).toMatchObject({
      validDigits: '12',
      invalidSound: 'https://a.example/no.mp3',
      hasAction: true,
      follows: false,
      isFollowed: true,
    })
    expect(run(body).xml).toContain('redirect="true"')
    expect(run('<GetDigits validDigits="*#0987654321"/>').emulated?.inputs[0]).toMatchObject({
      validDigits: undefined,
      invalidSound: undefined,
      hasAction: false,
      follows: true,
      isFollowed: false,
    })
    expect(run('<GetDigits/>').xml).toContain('action="https://a.example/none?try=0"')
  })

  it('report it as emulated, and the rest as before', () => {
    const body =
      '<GetDigits action="/m" numDigits="1" validDigits="12" invalidDigitsSound="/no.mp3" retries="3" playBeep="true"/>'
    expect(run(body).findings.map(({ code, attribute }) => `${code} ${attribute ?? ''}`.trim())).toEqual([
      'gather-emulated validDigits',
      'gather-emulated invalidDigitsSound',
      'gather-emulated retries',
      'gather-beep-dropped playBeep',
      'default-made-explicit executionTimeout',
      'default-made-explicit digitEndTimeout',
      'gather-emulated',
    ])
  })

  it.each([
    ['retries="lots"', 'gather-retries-dropped'],
    ['retries="0"', 'gather-retries-dropped'],
    ['validDigits=""', 'gather-valid-digits-dropped'],
    ['validDigits="one"', 'gather-valid-digits-dropped'],
    ['invalidDigitsSound="http://"', 'gather-invalid-sound-dropped'],
  ])('lose what makes no sense: %s', (attribute, code) => {
    const { findings, emulated } = run(`<GetDigits action="/m" ${attribute}/>`)
    expect(findings.map((finding) => finding.code)).toContain(code)
    expect(emulated?.inputs[0]).toMatchObject({ validDigits: undefined, invalidSound: undefined })
    expect(emulated?.inputs[0]?.ends).toHaveLength(1)
  })

  it('do not make a document without end', () => {
    const many = run('<GetDigits action="/m" retries="1000000000"/>')
    expect(many.emulated?.inputs[0]?.ends).toHaveLength(20)
    expect(many.findings.map(({ code }) => code)).toContain('gather-retries-capped')
    const long = run(`<GetDigits action="/m" retries="9"><Speak>${'a'.repeat(20_000)}</Speak></GetDigits>`)
    expect(long.emulated?.inputs[0]?.ends).toHaveLength(3)
    const huge = run(`<GetDigits action="/m" retries="9"><Speak>${'a'.repeat(90_000)}</Speak></GetDigits>`)
    expect(huge.emulated?.inputs[0]?.ends).toHaveLength(1)
  })

  it('are left alone where there is nobody for their action', () => {
    const options: TranslateOptions = { emulateInput: { takes: () => false, toAction: () => '' } }
    const body = '<GetDigits action="https://b.example/m" retries="3"/>'
    expect(run(body, options)).toEqual(run(body, {}))
  })

  it.each([
    '<PreAnswer><GetDigits retries="3"/></PreAnswer>',
    '<Gather action="https://a.example/m"/>',
    '<Speak>Hi</Speak>',
  ])('are none in %s', (body) => {
    expect(run(body)).toEqual(run(body, { baseUrl: marked.baseUrl }))
  })

  it('keep what an action holds', () => {
    const { xml } = run('<GetDigits action="https://a.example/m?a=1&amp;b=&quot;2"/>')
    expect(xml).toContain('action="https://a.example/m?a=1&amp;b=&quot;2?try=0"')
  })
})
