import { z } from 'zod'

const seconds = z
  .string()
  .regex(/^\d{1,5}$/, 'expected whole seconds, such as 42')
  .transform(Number)

const keys = z.string().regex(/^[0-9*#]+$/, 'expected keys of a phone: 0 to 9, * and #')

/** A step says one thing: what the caller does, or what happens to a phone that is dialled. */
const step = z.union(
  [
    z.literal('silence'),
    z.strictObject({ press: keys }),
    z.strictObject({ say: z.string().min(1) }),
    z.strictObject({ talk: seconds }),
    z.strictObject({ dial: z.enum(['busy', 'no-answer', 'failed', 'cancel', 'timeout']) }),
    z.strictObject({ record: seconds }),
  ],
  {
    error:
      'expected one of: "silence", "press: KEYS", "say: WORDS", "talk: SECONDS", "dial: busy|no-answer|failed|cancel|timeout", "record: SECONDS"',
  },
)

const number = z.string().regex(/^\+[1-9]\d{6,14}$/, 'expected a number with its country, such as +14155550122')

/** A scenario file. Every scalar is read as text, so that `press: 007` keeps its noughts. */
export const scenarioSchema = z.strictObject({
  name: z.string().min(1),
  about: z.string().min(1),
  direction: z.enum(['inbound', 'outbound']).default('inbound'),
  outcome: z.enum(['answered', 'busy', 'no-answer', 'cancel', 'failed']).default('answered'),
  from: number.optional(),
  to: number.optional(),
  headers: z.record(z.string().regex(/^[A-Za-z0-9]+$/), z.string()).default({}),
  urls: z.strictObject({ answer: z.string(), ring: z.string(), hangup: z.string() }).partial().default({}),
  steps: z.array(step).default([]),
  attacks: z.array(z.enum(['unsigned', 'tampered', 'replayed', 'wrong-secret'])).default([]),
  expect: z.strictObject({ hears: z.array(z.string().min(1)) }).default({ hears: [] }),
})

/** A scenario as read from a file. */
export type ScenarioFile = z.output<typeof scenarioSchema>
