import { type Named, type Names, toNames } from './name-record.ts'
import { ATTRIBUTES } from './xml-attributes.ts'

type AttributeName = Named<(typeof ATTRIBUTES)[number]['plivo' | 'vobiz']>

/** Every XML attribute name of either dialect: `ATTRIBUTE.executionTimeout`. */
export const ATTRIBUTE: Names<AttributeName> = toNames<AttributeName>(
  ATTRIBUTES.flatMap((row) => [row.plivo, row.vobiz]),
)
