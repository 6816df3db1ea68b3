import { describe, expect, it } from 'vitest'
import { translate } from '../translate.ts'

const record = (attributes: string): string => `<Response><Record ${attributes}/></Response>`
const withCallback = (attributes: string): string => translate(record(attributes), { recordCallback: 'action' }).xml

describe('recordCallback: action', () => {
  it('posts the file to the action, by the method of the action', () => {
    expect(withCallback('action="https://a.example/done?x=1&amp;y=2" method="GET"')).toMatch(
      / callbackUrl="https:\/\/a.example\/done\?x=1&amp;y=2" callbackMethod="GET"/,
    )
    expect(withCallback('action="https://a.example/done"')).not.toContain('callbackMethod')
  })

  it('follows a relative action to its absolute form', () => {
    const { xml } = translate(record('action="/done"'), {
      recordCallback: 'action',
      baseUrl: 'https://a.example/voice/answer',
    })
    expect(xml).toContain('callbackUrl="https://a.example/done"')
  })

  it.each([
    ['a Record that has a callback URL', 'action="https://a.example/done" callbackUrl="https://a.example/ready"'],
    ['a Record without action', 'maxLength="30"'],
    ['a Record with a method alone', 'method="GET"'],
  ])('leaves %s alone', (_, attributes) => {
    expect(withCallback(attributes)).toBe(translate(record(attributes)).xml)
  })

  it('changes nothing when it is done again', () => {
    const once = withCallback('action="https://a.example/done"')
    expect(translate(once, { recordCallback: 'action' }).xml).toBe(once)
  })

  it('is off by default', () => {
    expect(translate(record('action="https://a.example/done"')).xml).not.toContain('callbackUrl')
  })
})
