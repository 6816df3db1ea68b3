import type { EventListener } from '@plivo-to-vobiz/shim/metrics'

/** Metrics of the gateway and of its process. */
export async function createPrometheus(): Promise<{
  readonly listener: EventListener
  readonly register: { readonly contentType: string; readonly metrics: () => Promise<string> }
}> {
  const [client, { createMetrics }] = await Promise.all([import('prom-client'), import('@plivo-to-vobiz/shim/metrics')])
  const register = new client.Registry()
  client.collectDefaultMetrics({ register })
  return { register, listener: createMetrics({ register, client }) }
}
