/** Names of settings alone, for programs that must start fast. */
export { ENVIRONMENT, type EnvironmentRow } from './identifiers.ts'
export { WEBHOOK_WORDS, type WebhookWordRow } from './webhook-words.ts'
