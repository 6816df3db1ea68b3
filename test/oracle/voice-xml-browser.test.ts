import { createContext, runInContext } from 'node:vm'
import { build } from 'esbuild'
import { expect, it } from 'vitest'

/** The package as a browser gets it, run where nothing but what browsers have exists. */
async function runInBrowser(script: string): Promise<unknown> {
  const contents = `
    import { lint, translate } from '@plivo-to-vobiz/voice-xml'
    import { Response } from '@plivo-to-vobiz/voice-xml/builder'
    import { readDocument } from '@plivo-to-vobiz/voice-xml/document'
    globalThis.result = JSON.stringify(${script})`
  const { outputFiles, warnings } = await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    conditions: ['@plivo-to-vobiz/source'],
  })
  expect(warnings).toEqual([])
  const context = createContext({ URL, TextEncoder, TextDecoder })
  runInContext(outputFiles[0]?.text ?? '', context)
  return JSON.parse(context.result)
}

it('runs in a browser unchanged', async () => {
  const result = await runInBrowser(`{
    translated: translate('<Response><Redirect>/é</Redirect></Response>', { baseUrl: 'https://a.example/x' }).xml,
    large: translate('<Response><Speak>' + 'é'.repeat(60000) + '</Speak></Response>').findings.map(({ code }) => code),
    linted: lint('<Response><Gather/></Response>', 'vobiz').map(({ code }) => code),
    built: Response().toXML(),
    read: readDocument('<Response><Wait/></Response>'),
  }`)
  expect(result).toEqual({
    translated: '<Response><Redirect>https://a.example/%C3%A9</Redirect></Response>',
    large: ['doc-too-large'],
    linted: ['gather-action-missing'],
    built: '<Response/>',
    read: { name: 'Response', attributes: {}, children: [{ name: 'Wait', attributes: {}, children: [] }] },
  })
})
