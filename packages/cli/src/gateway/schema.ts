import { createAddressMatcher } from '@plivo-to-vobiz/signatures/public-url'
import { z } from 'zod'

const url = z.string().refine((text) => isUrl(text), 'a URL that starts with https:// or http://')
const origin = z
  .string()
  .refine((text) => isUrl(text) && isOrigin(text), 'http://host:port or https://host:port, without path')
const address = z.string().refine(isAddress, 'an address or range, such as 10.0.0.0/8 or fd00::/8')
const path = z.string().regex(/^\//, 'a path that starts with /')
const milliseconds = z.int().positive()
const tokens = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)])

const secrets = z.strictObject({
  authToken: tokens.optional().meta({ description: 'Auth token of the account; a list while it is being rotated.' }),
  authTokenFile: z.string().optional().meta({ description: 'File with the auth token, one to a line.' }),
  mainAuthToken: tokens.optional().meta({ description: 'Auth token of the main account, for sub-accounts.' }),
  mainAuthTokenFile: z.string().optional().meta({ description: 'File with it.' }),
})

const credentials = z
  .array(
    z.strictObject({
      username: z.string().min(1),
      password: z.string().min(1).optional(),
      passwordFile: z.string().optional(),
    }),
  )
  .min(1)

const unsigned = z.union([
  z.literal('reject'),
  z.strictObject({
    from: z.array(address).min(1).optional().meta({ description: 'Addresses and CIDR ranges of senders.' }),
    basicAuth: credentials.optional().meta({ description: 'Credentials, of which the request carries one.' }),
  }),
])

/** What `plivo-to-vobiz gateway --config` reads; the JSON schema of the file is made of it. */
export const GATEWAY_SCHEMA = z
  .strictObject({
    upstream: origin.meta({ description: 'The application: http://127.0.0.1:5000, without path.' }),
    listen: z
      .union([z.int().min(0).max(65_535), z.string()])
      .meta({ description: 'Port, or address:port. Without address, this machine alone can connect.' }),
    publicUrl: z
      .union([url, z.array(url).min(1)])
      .meta({ description: 'Base URL the platforms were given; a list when there are several.' }),
    appUrl: url
      .optional()
      .meta({ description: 'Base URL the application builds its URLs from. Default: the one that was called.' }),
    plivo: secrets.optional().meta({ description: 'Plivo’s tokens. The first signs what the application sees.' }),
    vobiz: secrets.optional().meta({ description: 'Vobiz’s tokens.' }),
    routes: z
      .strictObject({ ring: path.optional(), answer: path.optional(), hangup: path.optional() })
      .optional()
      .meta({
        description: 'Routes of the application for events that Vobiz sends to any URL. Default: where they are sent.',
      }),
    paths: z
      .array(path)
      .optional()
      .meta({ description: 'Paths that are the platforms’ alone: what is unsigned there, or below, is refused.' }),
    tunnelPaths: z
      .array(path)
      .optional()
      .meta({ description: 'WebSocket paths below them that are reached without signature.' }),
    verifyPlivo: z
      .boolean()
      .optional()
      .meta({ description: 'Also refuse what carries a bad Plivo signature. Default: false.' }),
    unsigned: unsigned.optional().meta({
      description:
        'Requests without signature: `reject`, or those from addresses, with credentials, or both. Default: reject.',
    }),
    basicAuth: credentials
      .optional()
      .meta({ description: 'Credentials of which every webhook must carry one as well.' }),
    trustProxy: z
      .union([z.boolean(), z.int().min(0).max(99), z.array(address).min(1)])
      .optional()
      .meta({
        description: 'Proxies in front whose forwarded headers count: how many, or their addresses. Default: 0.',
      }),
    mode: z.enum(['both', 'plivo', 'vobiz', 'store']).optional().meta({
      description:
        'Whose new calls are taken; calls under way go on. `store` reads the word under the key `mode` of the store while it runs. Default: both.',
    }),
    dryRun: z.boolean().optional().meta({
      description:
        'Change and refuse nothing, but report what would be refused and what translation would say of the replies to Plivo’s calls. Default: false.',
    }),
    emulate: z.boolean().optional().meta({
      description:
        'Perform `retries`, `validDigits`, `invalidDigitsSound` and the step to the next element for calls on Vobiz. Default: true.',
    }),
    translateStreams: z.boolean().optional().meta({
      description: 'Translate the frames of Vobiz’s audio streams into Plivo’s dialect and back. Default: false.',
    }),
    fallbackXml: z.string().optional().meta({
      description:
        'PlivoXML for Vobiz when the application fails. Default: an error, so that Vobiz uses its fallback URL.',
    }),
    fallbackXmlFile: z.string().optional().meta({ description: 'File with it.' }),
    deadlines: z
      .strictObject({
        replyMs: milliseconds.optional().meta({ description: 'For events that take XML. Default: 9500.' }),
        ackMs: milliseconds.optional().meta({ description: 'For events that take none. Default: 2500.' }),
        bodyMs: milliseconds.optional().meta({ description: 'For a webhook to arrive. Default: 5000.' }),
        storeMs: milliseconds.optional().meta({ description: 'For one operation of the store. Default: 1000.' }),
      })
      .optional()
      .meta({ description: 'Time limits of webhooks of Vobiz, in milliseconds.' }),
    storeFailure: z.enum(['answer', 'refuse']).optional().meta({
      description: 'Without the store: go on with the memory of this process, or refuse with 503. Default: answer.',
    }),
    readyAfterDays: z.number().positive().optional().meta({
      description: 'Days without anything from Plivo after which it can be left. Default: 14.',
    }),
    rememberMs: milliseconds
      .optional()
      .meta({ description: 'How long replies are remembered, in milliseconds. Default: 3600000.' }),
    bodyLimit: z.int().positive().optional().meta({ description: 'Bytes a webhook may have. Default: 1048576.' }),
    parameterLimit: z
      .int()
      .positive()
      .optional()
      .meta({ description: 'Parameters a webhook may have. Default: 1000.' }),
    redis: z
      .strictObject({
        url: z.string().optional().meta({ description: 'redis:// or rediss:// URL.' }),
        urlFile: z.string().optional().meta({ description: 'File with it.' }),
        prefix: z.string().optional().meta({ description: 'Written in front of every key. Default: shim:.' }),
      })
      .optional()
      .meta({ description: 'Store shared by several processes. Default: the memory of this one.' }),
    healthPrefix: z
      .string()
      .regex(/^(?:\/.*)?$/, 'empty, or a path that starts with /')
      .optional()
      .meta({ description: 'Where /healthz and /readyz are. Default: /_gateway.' }),
    adminListen: z
      .union([z.int().min(0).max(65_535), z.string()])
      .optional()
      .meta({
        description:
          'Port, or address:port, of /metrics, /status, /healthz and /readyz, for your network alone. Default: none.',
      }),
    statusToken: z.string().min(20, 'at least 20 characters').optional().meta({
      description: 'Who may see /status, 20 characters or more; browsers ask for it as the password. Default: no page.',
    }),
    statusTokenFile: z.string().optional().meta({ description: 'File with it.' }),
    log: z
      .strictObject({
        format: z.enum(['json', 'text']).optional().meta({ description: 'Default: json.' }),
        level: z
          .enum(['info', 'warn'])
          .optional()
          .meta({ description: '`warn` leaves out what went well. Default: info.' }),
      })
      .optional()
      .meta({ description: 'Lines on standard error.' }),
    drainSeconds: z
      .int()
      .min(0)
      .max(3600)
      .optional()
      .meta({ description: 'How long calls under way may take after SIGTERM. Default: 30.' }),
  })
  .meta({ title: 'plivo-to-vobiz gateway' })

function isUrl(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text)
}

function isOrigin(text: string): boolean {
  const { pathname, search, hash, username } = new URL(text)
  return pathname === '/' && `${search}${hash}${username}` === ''
}

function isAddress(text: string): boolean {
  try {
    createAddressMatcher([text])
    return true
  } catch {
    return false
  }
}

/** The file, or flags and variables put into its form. */
export type GatewayConfig = z.infer<typeof GATEWAY_SCHEMA>
