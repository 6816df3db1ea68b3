import { lint, translate } from '@plivo-to-vobiz/voice-xml'
import { readDocument } from '@plivo-to-vobiz/voice-xml/document'
import { build } from 'esbuild'
import { XMLBuilder, XMLParser } from 'fast-xml-parser'
import { SaxesParser } from 'saxes'
import { type Group, measure, printResults } from './rounds.ts'

/** A menu as applications answer with: about 1 kB. */
const MENU = `<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <GetDigits action="https://app.example.com/webhooks/menu?call=42&amp;step=1" method="POST" timeout="10" numDigits="1">
    <Speak voice="WOMAN" language="en-GB">Welcome to Example. For billing press one, for repairs press two, for anything else stay on the line and somebody will be with you shortly.</Speak>
    <Play>https://cdn.example.com/prompts/menu-after-hours.mp3</Play>
  </GetDigits>
  <Speak voice="WOMAN" language="en-GB">We did not hear you. We will now connect you to the front desk.</Speak>
  <Play loop="2">https://cdn.example.com/prompts/connecting-you-now.mp3</Play>
  <Dial callerId="+14155550100" timeout="25" dialMusic="real" action="https://app.example.com/webhooks/dialled?call=42">
    <Number sendDigits="ww1">+14155550111</Number>
    <Number>+14155550112</Number>
  </Dial>
  <Speak voice="WOMAN" language="en-GB">Nobody can take your call at the moment. Good bye.</Speak>
  <Hangup reason="busy"/>
</Response>
`

/** About 1 kB in which nearly every element gives several findings. */
const DENSE = `<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <GetDigits action="https://app.example.com/webhooks/menu?call=42&amp;step=1" method="POST" timeout="10" digitTimeout="3" numDigits="1" retries="2" validDigits="1234">
    <Speak voice="WOMAN" language="en-GB">Welcome to Example. For billing press one, for repairs press two, for <emphasis level="strong">anything</emphasis> else stay on the line.</Speak>
    <Play>https://cdn.example.com/prompts/menu.mp3</Play>
  </GetDigits>
  <Record action="https://app.example.com/webhooks/voicemail" maxLength="120" fileFormat="mp3" transcriptionType="auto"/>
  <Dial callerId="+14155550100" timeout="25" action="https://app.example.com/webhooks/dialled" redirect="false">
    <Number sendDigits="ww1">+14155550111</Number>
    <User>sip:desk@sip.example.com</User>
  </Dial>
  <Conference waitSound="https://app.example.com/hold" maxMembers="5">support-room</Conference>
  <Hangup reason="busy"/>
</Response>
`

const lengthen = (xml: string): string => {
  const start = xml.indexOf('  <GetDigits')
  const end = xml.indexOf('</Response>')
  return xml.slice(0, start) + xml.slice(start, end).repeat(Math.ceil(50_000 / (end - start))) + xml.slice(end)
}
const LONG = lengthen(MENU)

const OPTIONS = {
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  trimValues: false,
  parseTagValue: false,
  commentPropName: '#comment',
  cdataPropName: '#cdata',
} as const

const parseAndBuild = (xml: string): string => new XMLBuilder(OPTIONS).build(new XMLParser(OPTIONS).parse(xml))

const parseWithSaxes = (xml: string): number => {
  const parser = new SaxesParser({ xmlns: false })
  let tags = 0
  parser.on('opentag', () => {
    tags++
  })
  parser.write(xml).close()
  return tags
}

const toGroup = (size: string, xml: string): Group => ({
  title: `${size}: ${Buffer.byteLength(xml)} bytes, ${translate(xml).findings.length} findings`,
  cases: [
    { name: 'fast-xml-parser parse + build', goal: '', run: () => parseAndBuild(xml) },
    { name: 'saxes parse only', goal: '', run: () => parseWithSaxes(xml) },
    { name: 'translate', goal: '>= 4', run: () => translate(xml) },
    { name: 'lint', goal: '', run: () => lint(xml, 'plivo') },
    { name: 'readDocument', goal: '', run: () => readDocument(xml) },
  ],
})

/** Translating beside fast-xml-parser and saxes, memory of one translation, size in a browser. */
export async function bench(): Promise<readonly string[]> {
  const groups = [
    toGroup('1 kB', MENU),
    toGroup('50 kB', LONG),
    toGroup('1 kB, dense in findings', DENSE),
    toGroup('50 kB, dense in findings', lengthen(DENSE)),
    toGroup('50 kB, already VobizXML', translate(LONG).xml),
  ]
  const lines: string[] = []
  for (const group of groups) lines.push(...printResults(group, await measure(group)))
  return [...lines, ...memory(), ...(await sizes())]
}

/** Bytes of heap one translation leaves behind before a collection, and after. */
function memory(): readonly string[] {
  const collect = globalThis.gc
  if (collect === undefined) return ['memory: run with NODE_OPTIONS=--expose-gc']
  const of = (run: () => unknown): string => {
    collect()
    const before = process.memoryUsage().heapUsed
    const kept = run()
    const after = process.memoryUsage().heapUsed
    return kept === undefined ? '' : `${Math.round((after - before) / 1024)} kB`
  }
  return [
    `heap used by one 50 kB document: translate ${of(() => translate(LONG))}, fast-xml-parser ${of(() => parseAndBuild(LONG))}`,
  ]
}

async function sizes(): Promise<readonly string[]> {
  const sizeOf = async (contents: string, external: string[] = []): Promise<number> => {
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: import.meta.dirname, loader: 'ts' },
      bundle: true,
      minify: true,
      write: false,
      format: 'esm',
      platform: 'browser',
      conditions: ['@plivo-to-vobiz/source'],
      external,
    })
    return outputFiles[0]?.contents.length ?? 0
  }
  const entry = (name: string): string => `export * from '@plivo-to-vobiz/voice-xml${name}'`
  const rows = ['@plivo-to-vobiz/mappings']
  return [
    `minified: translate and lint ${await sizeOf(entry(''))} bytes, of them without the mapping rows ${await sizeOf(entry(''), rows)}`,
    `minified: builder ${await sizeOf(entry('/builder'))} bytes, document ${await sizeOf(entry('/document'))} bytes`,
  ]
}
