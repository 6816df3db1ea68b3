import { translate } from '@plivo-to-vobiz/voice-xml'

const PAIR = /(```xml plivo\n([\s\S]*?)```\n+)```xml vobiz\n[\s\S]*?```(\n+<!-- found: .*-->)?/g

/**
 * Writes what the translation makes of each PlivoXML block of a page into the VobizXML block behind it, and the codes of
 * what it found into a comment below: a page cannot show a translation that the package does not make.
 */
export function fillTranslations(page: string): string {
  return page.replace(PAIR, (_, kept: string, source: string) => {
    const { xml, findings } = translate(`<Response>\n${source}</Response>`)
    const inner = xml.replace(/^<Response>\n|\n?<\/Response>$/g, '')
    const codes = [...new Set(findings.map(({ code }) => code))]
    return `${kept}\`\`\`xml vobiz\n${inner}\n\`\`\`\n\n<!-- found: ${codes.join(', ') || 'nothing'} -->`
  })
}
