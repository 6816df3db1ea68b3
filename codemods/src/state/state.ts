import { z } from 'zod'

const count = z.number().int().nonnegative()
const guard = z.object({ file: z.string(), line: count, name: z.string(), kind: z.enum(['route', 'function']) })
const totals = z.object({ auto: count, review: count, manual: count, lines: count })
const run = z.object({
  at: z.iso.datetime(),
  tool: z.string(),
  target: z.enum(['both', 'vobiz']),
  files: z.array(
    z.object({
      file: z.string(),
      transforms: z.array(z.string()),
      before: z.string().optional(),
      after: z.string(),
    }),
  ),
  decisions: z.array(
    z.object({ file: z.string(), decision: z.enum(['accepted', 'skipped']), before: z.string().optional() }),
  ),
})

/** What `.plivo-to-vobiz/state.json` holds. */
export const STATE = z.object({
  version: z.literal(1),
  /** When the migration began, its commit where there was one, and what the first scan found. */
  begun: z.object({ at: z.iso.datetime(), revision: z.string().optional(), totals, guards: z.array(guard) }),
  runs: z.array(run),
})

/** The record of a migration: what was done, by which transforms of which version, and what a person decided. */
export type State = Readonly<z.infer<typeof STATE>>

/** One `migrate --write`. */
export type StateRun = State['runs'][number]
