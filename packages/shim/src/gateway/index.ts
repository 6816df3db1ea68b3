/** A reverse proxy that lets a Plivo application in any language take Vobiz's callbacks. */
export { createGateway } from './create-gateway.ts'
export type { Gateway } from './gateway.ts'
export type { GatewayOptions } from './options.ts'
