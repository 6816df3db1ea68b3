import { ACCOUNT_VARIABLES } from '../variables.ts'

/** How the text of a flag or variable is read. */
export type SettingKind = 'text' | 'number' | 'boolean' | 'list' | 'credentials' | 'proxies' | 'port'

/** One setting under its three names. */
export interface Setting {
  /** Key path in the file. */
  readonly key: string
  /** Flag with its argument, as in `--help`; `undefined` for what no command line should hold. */
  readonly flag?: string
  readonly variable: string
  readonly kind: SettingKind
  /** A secret: never printed, and also read from the file that the variable with `_FILE` names. */
  readonly secret?: boolean
  readonly help: string
}

const AGAIN = 'again for more'

/** Every setting that has a flag or a variable, in the order of `--help`. */
export const SETTINGS: readonly Setting[] = [
  {
    key: 'upstream',
    flag: '--upstream <url>',
    variable: 'GATEWAY_UPSTREAM',
    kind: 'text',
    help: 'the application, http://127.0.0.1:PORT',
  },
  {
    key: 'listen',
    flag: '--listen <port>',
    variable: 'GATEWAY_LISTEN',
    kind: 'port',
    help: 'port, or address:port; without address, this machine alone can connect',
  },
  {
    key: 'publicUrl',
    flag: '--public-url <url>',
    variable: 'GATEWAY_PUBLIC_URL',
    kind: 'list',
    help: `base URL the platforms were given, ${AGAIN}`,
  },
  {
    key: 'appUrl',
    flag: '--app-url <url>',
    variable: 'GATEWAY_APP_URL',
    kind: 'text',
    help: 'base URL the application believes it has; default: the one that was called',
  },
  {
    key: 'paths',
    flag: '--path <path>',
    variable: 'GATEWAY_PATHS',
    kind: 'list',
    help: `path of the platforms alone: what is unsigned there is refused; ${AGAIN}`,
  },
  {
    key: 'tunnelPaths',
    flag: '--tunnel-path <path>',
    variable: 'GATEWAY_TUNNEL_PATHS',
    kind: 'list',
    help: `WebSocket path below --path that needs no signature; ${AGAIN}`,
  },
  {
    key: 'routes.ring',
    flag: '--ring-path <path>',
    variable: 'GATEWAY_RING_PATH',
    kind: 'text',
    help: 'route of the application for ring events; default: where they are sent',
  },
  {
    key: 'routes.answer',
    flag: '--answer-path <path>',
    variable: 'GATEWAY_ANSWER_PATH',
    kind: 'text',
    help: 'route for answer events',
  },
  {
    key: 'routes.hangup',
    flag: '--hangup-path <path>',
    variable: 'GATEWAY_HANGUP_PATH',
    kind: 'text',
    help: 'route for hangup events',
  },
  {
    key: 'plivo.authToken',
    flag: '--plivo-secret <token>',
    variable: ACCOUNT_VARIABLES.plivo.token,
    kind: 'list',
    secret: true,
    help: `Plivo auth token, ${AGAIN}`,
  },
  {
    key: 'plivo.mainAuthToken',
    variable: 'PLIVO_MAIN_AUTH_TOKEN',
    kind: 'list',
    secret: true,
    help: 'token of the main account of a sub-account',
  },
  {
    key: 'vobiz.authToken',
    flag: '--vobiz-secret <token>',
    variable: ACCOUNT_VARIABLES.vobiz.token,
    kind: 'list',
    secret: true,
    help: `Vobiz auth token, ${AGAIN}`,
  },
  {
    key: 'vobiz.mainAuthToken',
    variable: 'VOBIZ_MAIN_AUTH_TOKEN',
    kind: 'list',
    secret: true,
    help: 'token of the main account of a sub-account',
  },
  {
    key: 'basicAuth',
    variable: 'GATEWAY_BASIC_AUTH',
    kind: 'credentials',
    secret: true,
    help: 'name:password that every webhook must carry as well',
  },
  {
    key: 'unsigned.from',
    flag: '--unsigned-from <cidr>',
    variable: 'GATEWAY_UNSIGNED_FROM',
    kind: 'list',
    help: `let unsigned webhooks in from these addresses; ${AGAIN}`,
  },
  {
    key: 'unsigned.basicAuth',
    variable: 'GATEWAY_UNSIGNED_BASIC_AUTH',
    kind: 'credentials',
    secret: true,
    help: 'name:password with which unsigned webhooks are let in',
  },
  {
    key: 'verifyPlivo',
    flag: '--verify-plivo',
    variable: 'GATEWAY_VERIFY_PLIVO',
    kind: 'boolean',
    help: 'also refuse what carries a bad Plivo signature',
  },
  {
    key: 'trustProxy',
    flag: '--trust-proxy <proxies>',
    variable: 'GATEWAY_TRUST_PROXY',
    kind: 'proxies',
    help: 'proxies in front whose forwarded headers count: how many, or their addresses',
  },
  {
    key: 'mode',
    flag: '--mode <mode>',
    variable: 'GATEWAY_MODE',
    kind: 'text',
    help: 'whose new calls are taken: both, plivo, vobiz, or store (ask Redis while it runs); default: both',
  },
  {
    key: 'dryRun',
    flag: '--dry-run',
    variable: 'GATEWAY_DRY_RUN',
    kind: 'boolean',
    help: 'change nothing, but report what would be refused and translated',
  },
  {
    key: 'emulate',
    flag: '--emulate <true|false>',
    variable: 'GATEWAY_EMULATE',
    kind: 'boolean',
    help: 'perform what Gather lacks of Plivo’s input elements; default: true',
  },
  {
    key: 'translateStreams',
    flag: '--translate-streams',
    variable: 'GATEWAY_TRANSLATE_STREAMS',
    kind: 'boolean',
    help: 'translate the frames of audio streams of Vobiz',
  },
  {
    key: 'fallbackXml',
    flag: '--fallback-xml <xml>',
    variable: 'GATEWAY_FALLBACK_XML',
    kind: 'text',
    help: 'PlivoXML for Vobiz when the application fails',
  },
  {
    key: 'deadlines.replyMs',
    flag: '--reply-ms <ms>',
    variable: 'GATEWAY_REPLY_MS',
    kind: 'number',
    help: 'time for the XML of a Vobiz call; default: 9500',
  },
  {
    key: 'deadlines.ackMs',
    flag: '--ack-ms <ms>',
    variable: 'GATEWAY_ACK_MS',
    kind: 'number',
    help: 'time for its other events; default: 2500',
  },
  {
    key: 'deadlines.bodyMs',
    flag: '--body-ms <ms>',
    variable: 'GATEWAY_BODY_MS',
    kind: 'number',
    help: 'time for a webhook to arrive; default: 5000',
  },
  {
    key: 'deadlines.storeMs',
    flag: '--store-ms <ms>',
    variable: 'GATEWAY_STORE_MS',
    kind: 'number',
    help: 'time for one operation of the store; default: 1000',
  },
  {
    key: 'storeFailure',
    flag: '--store-failure <word>',
    variable: 'GATEWAY_STORE_FAILURE',
    kind: 'text',
    help: 'without the store: answer (from memory) or refuse; default: answer',
  },
  {
    key: 'readyAfterDays',
    flag: '--ready-after-days <days>',
    variable: 'GATEWAY_READY_AFTER_DAYS',
    kind: 'number',
    help: 'days without Plivo after which it can be left; default: 14',
  },
  {
    key: 'rememberMs',
    flag: '--remember-ms <ms>',
    variable: 'GATEWAY_REMEMBER_MS',
    kind: 'number',
    help: 'how long replies are remembered; default: an hour',
  },
  {
    key: 'bodyLimit',
    flag: '--body-limit <bytes>',
    variable: 'GATEWAY_BODY_LIMIT',
    kind: 'number',
    help: 'bytes a webhook may have; default: 1048576',
  },
  {
    key: 'parameterLimit',
    flag: '--parameter-limit <number>',
    variable: 'GATEWAY_PARAMETER_LIMIT',
    kind: 'number',
    help: 'parameters a webhook may have; default: 1000',
  },
  {
    key: 'redis.url',
    flag: '--redis-url <url>',
    variable: 'GATEWAY_REDIS_URL',
    kind: 'text',
    secret: true,
    help: 'store shared by several processes; default: the memory of this one',
  },
  {
    key: 'redis.prefix',
    flag: '--redis-prefix <text>',
    variable: 'GATEWAY_REDIS_PREFIX',
    kind: 'text',
    help: 'written in front of its keys; default: shim:',
  },
  {
    key: 'healthPrefix',
    flag: '--health-prefix <path>',
    variable: 'GATEWAY_HEALTH_PREFIX',
    kind: 'text',
    help: 'where /healthz and /readyz are; default: /_gateway',
  },
  {
    key: 'adminListen',
    flag: '--admin-listen <port>',
    variable: 'GATEWAY_ADMIN_LISTEN',
    kind: 'port',
    help: 'port, or address:port, of /metrics and /status; default: none',
  },
  {
    key: 'statusToken',
    variable: 'GATEWAY_STATUS_TOKEN',
    kind: 'text',
    secret: true,
    help: 'password of /status, 20 characters or more',
  },
  {
    key: 'log.format',
    flag: '--log-format <format>',
    variable: 'GATEWAY_LOG_FORMAT',
    kind: 'text',
    help: 'json or text; default: json',
  },
  {
    key: 'log.level',
    flag: '--log-level <level>',
    variable: 'GATEWAY_LOG_LEVEL',
    kind: 'text',
    help: 'info, or warn: leave out what went well; default: info',
  },
  {
    key: 'drainSeconds',
    flag: '--drain-seconds <seconds>',
    variable: 'GATEWAY_DRAIN_SECONDS',
    kind: 'number',
    help: 'how long calls under way may take after SIGTERM; default: 30',
  },
]
