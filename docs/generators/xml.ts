import { type AttributeRow, ELEMENTS, type ElementRow, getAttributes } from '@plivo-to-vobiz/mappings'
import { cite, code, toTable } from './markdown.ts'

/** Page of XML elements and attributes. */
export function xmlPage(): string {
  const elements = ELEMENTS as readonly ElementRow[]
  const overview = elements.map((row) => [
    code(row.plivo),
    row.vobiz === null ? 'none' : code(row.vobiz),
    row.status,
    row.note ?? '',
    cite(row.source),
  ])
  return `# PlivoXML and VobizXML

Attribute names are case-sensitive. *Written out* is Plivo's default, added to the translated document because
Vobiz's default differs.

${toTable(['Plivo', 'Vobiz', 'Status', 'Note', 'Source'], overview)}

${elements.flatMap(attributeSection).join('\n')}`
}

function attributeSection(element: ElementRow): readonly string[] {
  const rows = [...getAttributes(element.plivo).values()]
  if (rows.length === 0) return []
  return [`## ${element.plivo}\n\n${toTable(HEAD, rows.map(attributeRow))}\n`]
}

const HEAD = ['Plivo', 'Values', 'Default', 'Vobiz', 'Values', 'Default', 'Status', 'Written out', 'Note', 'Source']

function attributeRow(row: AttributeRow): readonly string[] {
  return [
    code(row.plivo),
    row.plivoValues,
    row.plivoDefault ?? '',
    row.vobiz === null ? 'none' : code(row.hoistTo === undefined ? row.vobiz : `${row.vobiz} of ${row.hoistTo}`),
    row.vobizValues,
    row.vobizDefault ?? '',
    row.status,
    row.emit === undefined ? '' : `${row.emit.value}${row.emit.when === 'always' ? '' : ` (${row.emit.when})`}`,
    row.note ?? '',
    cite(row.source),
  ]
}
