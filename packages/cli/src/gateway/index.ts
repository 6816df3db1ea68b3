/** What the gateway's configuration may hold: for editors, for documentation, for whoever writes such a file. */
export { GATEWAY_SCHEMA, type GatewayConfig } from './schema.ts'
export { SETTINGS, type Setting, type SettingKind } from './settings.ts'
export { toJsonSchema } from './to-json-schema.ts'
