import { z } from 'zod'
import { GATEWAY_SCHEMA } from './schema.ts'

/**
 * The JSON schema of the file. Nothing is required there: what a file leaves out may come from a flag or a variable.
 */
export function toJsonSchema(): Readonly<Record<string, unknown>> {
  const { required: _required, ...schema } = z.toJSONSchema(GATEWAY_SCHEMA, { io: 'input' })
  return schema
}
