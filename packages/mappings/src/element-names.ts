import { type Named, type Names, toNames } from './name-record.ts'
import { ELEMENTS } from './xml-elements.ts'

type ElementName = Named<(typeof ELEMENTS)[number]['plivo' | 'vobiz']>

/** Every XML element name of either dialect: `ELEMENT.Gather`. */
export const ELEMENT: Names<ElementName> = toNames<ElementName>(ELEMENTS.flatMap((row) => [row.plivo, row.vobiz]))
