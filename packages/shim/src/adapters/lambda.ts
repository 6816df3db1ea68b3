import { createFlow } from '../flow.ts'
import { type LambdaEvent, toLambdaIncoming } from '../lambda-event.ts'
import type { ShimOptions } from '../options.ts'

/** What a Lambda function behind a gateway, a function URL or a load balancer returns. */
export interface LambdaResult {
  readonly statusCode: number
  readonly headers: Record<string, string>
  readonly body: string
  readonly isBase64Encoded: false
}

/**
 * The shim as a Lambda handler: HTTP API, REST API, function URL and application load balancer. Claims are remembered
 * by one instance only unless `store` is shared.
 *
 * @example
 * export const handler = lambdaShim({ plivo: { authToken }, vobiz: { authToken: other }, publicUrl, handlers, store })
 */
export function lambdaShim(options: ShimOptions): (event: LambdaEvent) => Promise<LambdaResult> {
  const flow = createFlow(options)
  return async (event) => {
    const { status, headers, body } = await flow(toLambdaIncoming(event))
    return { statusCode: status, headers: { ...headers }, body, isBase64Encoded: false }
  }
}
