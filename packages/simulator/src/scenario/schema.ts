import { z } from 'zod'
import { FAULTS } from '../fault/fault.ts'

const seconds = z
  .string()
  .regex(/^\d{1,5}$/, 'expected whole seconds, such as 42')
  .transform(Number)
  .meta({ description: 'Whole seconds.' })

const keys = z
  .string()
  .regex(/^[0-9*#]+$/, 'expected keys of a phone: 0 to 9, * and #')
  .meta({ description: 'Keys of a phone: 0 to 9, * and #.' })

const flag = z.enum(['true', 'false']).transform((text) => text === 'true')

const count = z
  .string()
  .regex(/^\d{1,3}$/, 'expected a number')
  .transform(Number)

/** Seconds alone, or seconds with more to say. */
const orSeconds = <T extends z.ZodRawShape>(shape: T) =>
  z.union([
    seconds.transform((value) => ({ seconds: value })),
    z.strictObject({ seconds: seconds.optional(), ...shape }),
  ])

const talk = orSeconds({ phone: count.optional(), press: keys.optional(), confirm: keys.optional() })
const recording = orSeconds({ key: z.union([keys, z.literal('')]).optional(), hangup: flag.optional() })
const stay = orSeconds({
  others: count.optional(),
  press: keys.optional(),
  ends: z.enum(['hangup', 'star', 'host']).optional(),
})
const stream = orSeconds({ ends: z.enum(['hangup', 'application', 'dropped']).optional() })

/** A step says one thing: what the caller does, or what happens to a phone that is dialled. */
const step = z.union(
  [
    z.literal('silence').meta({ description: 'The caller does nothing when asked for input.' }),
    z.strictObject({ press: keys }),
    z.strictObject({ say: z.string().min(1) }),
    z.strictObject({ talk }),
    z.strictObject({ dial: z.enum(['busy', 'no-answer', 'failed', 'cancel', 'timeout']) }),
    z.strictObject({ record: recording }),
    z.strictObject({ conference: stay }),
    z.strictObject({ stream }),
  ],
  {
    error:
      'expected one of: "silence", "press: KEYS", "say: WORDS", "talk: SECONDS", ' +
      '"dial: busy|no-answer|failed|cancel|timeout", "record: SECONDS", "conference: SECONDS", "stream: SECONDS"; ' +
      'expected whole seconds where seconds are meant',
  },
)

const number = z.string().regex(/^\+[1-9]\d{6,14}$/, 'expected a number with its country, such as +14155550122')

const request = z
  .string()
  .regex(/^(?:GET|POST) \/\S*$/, 'expected a verb and a path, such as POST /admin/transfer')
  .meta({ description: 'A request of the application’s own, such as POST /admin/transfer.' })

const form = z.record(z.string(), z.string()).default({})

/** A scenario file. Every scalar is read as text, so that `press: 007` keeps its noughts. */
export const scenarioSchema = z.strictObject({
  name: z.string().min(1).meta({ description: 'Name, unique among your scenarios.' }),
  about: z.string().min(1).meta({ description: 'What happens, in a sentence.' }),
  direction: z.enum(['inbound', 'outbound']).default('inbound'),
  outcome: z
    .enum(['answered', 'busy', 'no-answer', 'cancel', 'failed'])
    .default('answered')
    .meta({ description: 'How an outbound call is taken.' }),
  from: number.optional(),
  to: number.optional(),
  headers: z
    .record(z.string().regex(/^[A-Za-z0-9]+$/), z.string())
    .default({})
    .meta({ description: 'Custom SIP headers, without the provider’s prefix.' }),
  urls: z
    .strictObject({
      answer: z.string(),
      ring: z.string(),
      hangup: z.string(),
      fallback: z.string(),
      machine: z.string(),
    })
    .partial()
    .default({}),
  place: z
    .strictObject({ request, form })
    .optional()
    .meta({ description: 'What makes the application place the call itself, through the REST API.' }),
  'answered-by': z.enum(['human', 'machine']).optional(),
  'machine-detection': z.enum(['continue', 'hangup']).optional(),
  'ring-timeout': seconds.optional(),
  'time-limit': seconds.optional(),
  'hangup-after': seconds.optional().meta({ description: 'Seconds after the answer at which the caller hangs up.' }),
  operator: z
    .array(z.strictObject({ after: seconds, request, form }))
    .default([])
    .meta({ description: 'Requests to the application during the call; {CallUUID} stands for the id of the call.' }),
  steps: z.array(step).default([]),
  faults: z.array(z.enum(FAULTS)).default([]).meta({ description: 'What goes wrong on the way, on purpose.' }),
  attacks: z.array(z.enum(['unsigned', 'tampered', 'replayed', 'wrong-secret'])).default([]),
  expect: z
    .strictObject({ hears: z.array(z.string().min(1)).default([]), refused: flag.default(true) })
    .default({ hears: [], refused: true }),
})

/** A scenario as read from a file. */
export type ScenarioFile = z.output<typeof scenarioSchema>

/**
 * The schema for editors. It takes numbers and truth values as well as text, since YAML writes both the same and the
 * simulator reads them as they are written.
 */
export function toJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(scenarioSchema, {
    io: 'input',
    override: ({ jsonSchema }) => {
      if (jsonSchema.type === 'string' && jsonSchema.pattern?.includes('0-9*#')) Object.assign(jsonSchema, NUMBER)
      if (jsonSchema.type === 'string' && jsonSchema.pattern?.startsWith('^\\d')) Object.assign(jsonSchema, NUMBER)
      if (jsonSchema.enum?.[0] === 'true') jsonSchema.enum = ['true', 'false', true, false]
      if (jsonSchema.enum?.[0] === 'true' || jsonSchema.enum?.includes(true)) delete jsonSchema.type
    },
  })
  return { ...schema, title: 'Scenario of plivo-to-vobiz simulate' }
}

const NUMBER = { type: ['string', 'integer'] }
