import type { Verb } from '@plivo-to-vobiz/mappings/rest'
import type { Fields } from './records.ts'
import type { Session } from './session.ts'

/** A request to a route that Plivo never had. */
export interface VobizRequest {
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: Readonly<Record<string, unknown>>
}

/** Direct access to the service, with the client's credentials, timeout and error classes. */
export interface VobizAccess {
  /**
   * Sends one request and resolves with the body as it came. `{auth_id}` in the path is the account. Only reads are
   * repeated.
   *
   * @example
   * await client.vobiz.request('GET', '/Account/{auth_id}/concurrency')
   */
  request(verb: Verb, path: string, request?: VobizRequest): Promise<unknown>
}

/** Makes the direct access of a client. */
export function createVobizAccess(session: Session): VobizAccess {
  return {
    async request(verb, path, { query = {}, body } = {}) {
      const { fillPath } = await import('./path.ts')
      const sent: Fields | undefined = body === undefined ? undefined : { ...body }
      const answer = await session.send({
        verb,
        path: fillPath(path, { auth_id: session.authId }),
        query: { ...query },
        body: sent,
        row: { repeat: verb === 'GET' ? 'read' : 'never' },
        moreInfo: sent === undefined ? undefined : JSON.stringify(sent),
      })
      return answer.body
    },
  }
}
