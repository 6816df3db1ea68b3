import { describe, expect, it } from 'vitest'
import { printElement, readDocument } from './read-document.ts'

describe('readDocument', () => {
  it('keeps the order, the attributes and the text of elements', () => {
    const document = readDocument(
      '<?xml version="1.0"?><Response><!-- hi --><Speak voice="WOMAN">Tom &amp; <prosody rate="slow">Jerry</prosody></Speak><Gather action="https://h/x"><Play>https://h/a.mp3</Play></Gather></Response>',
    )
    expect(document).toMatchObject({
      ok: true,
      elements: [
        { name: 'Speak', attributes: { voice: 'WOMAN' }, text: 'Tom & Jerry' },
        {
          name: 'Gather',
          attributes: { action: 'https://h/x' },
          children: [{ name: 'Play', text: 'https://h/a.mp3' }],
        },
      ],
    })
  })

  it('reads CDATA and numeric entities as text', () => {
    expect(readDocument('<Response><Speak><![CDATA[1 < 2]]> &#38; so on</Speak></Response>')).toMatchObject({
      elements: [{ text: '1 < 2 & so on' }],
    })
  })

  it('keeps numbers and blanks of attribute values as text', () => {
    const document = readDocument('<Response><Gather finishOnKey="#" numDigits="007"/></Response>')
    expect(document).toMatchObject({ elements: [{ attributes: { finishOnKey: '#', numDigits: '007' } }] })
    if (document.ok) expect(document.elements.map(printElement)).toEqual(['<Gather finishOnKey="#" numDigits="007">'])
  })

  it.each([
    ['', 'nothing at all'],
    ['ok', 'plain text'],
    ['<Response><Speak>', 'an open tag'],
    ['<Response></Response><Response></Response>', 'two roots'],
    ['<response><Speak>x</Speak></response>', 'another root'],
    ['{"xml": true}', 'JSON'],
    ['<Response a=1></Response>', 'an attribute without quotes'],
  ])('refuses %s (%s)', (xml) => {
    expect(readDocument(xml).ok).toBe(false)
  })
})
