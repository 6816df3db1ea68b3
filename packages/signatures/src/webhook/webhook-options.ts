import type { PublicUrlOptions } from '../public-url/public-url.ts'
import type { ReplayGuardOptions } from '../replay/replay-guard.ts'
import type { VerifyOptions } from '../verification.ts'
import type { SenderOptions } from './sender.ts'
import type { WebhookFailure } from './webhook-failure.ts'

/** What every host's `verifyWebhook` takes. Only `secrets` is needed; `publicUrl` nearly always is as well. */
export interface WebhookOptions extends Omit<VerifyOptions, 'now' | 'secrets'>, PublicUrlOptions, SenderOptions {
  /**
   * The account's own secrets; several during rotation. `undefined`, as an unset environment variable gives, is taken so
   * that the error can say what is missing: without a secret no webhook gets through.
   */
  readonly secrets: string | readonly string[] | undefined
  /** Bytes a body may have; more is answered with 413. Default 1 048 576. */
  readonly bodyLimit?: number
  /** Memory of nonces and events. Default: one hour, in this process. `false` turns it off. */
  readonly replay?: ReplayGuardOptions | false
  /** Told why a request was refused: the sender is not. For logs and metrics; the failure holds no secret. */
  readonly onFailure?: (failure: WebhookFailure) => void
  /**
   * Lets refused requests through after telling `onFailure`, which must be set; `webhookOf` then gives nothing.
   * For the days before enforcement begins. Default false.
   */
  readonly reportOnly?: boolean
  /** Clock in unix seconds. Default: the system's. */
  readonly now?: () => number
}
