/** Writes scenario.schema.json, the schema of scenario files for editors. Run: npx tsx packages/simulator/generate.ts */
import { writeFileSync } from 'node:fs'
import { toJsonSchema } from './src/scenario/schema.ts'

writeFileSync(new URL('scenario.schema.json', import.meta.url), `${JSON.stringify(toJsonSchema(), null, 2)}\n`)
