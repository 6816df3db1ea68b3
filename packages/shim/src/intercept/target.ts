import type { CallEvent } from '../call.ts'
import { ShimError } from '../errors.ts'
import { FALLBACK_PATH } from '../options.ts'
import type { InterceptOptions } from './options.ts'
import type { Target } from './reshape.ts'

/** Prepares the lookup of an event's route, with the tokens the application checks its requests with. */
export function createTargetFinder({
  plivo,
  routes = {},
  appUrl,
}: InterceptOptions): (event: CallEvent, path: string, isNamed: boolean) => Target {
  const [authToken] = [plivo.authToken ?? []].flat()
  const [mainAuthToken] = [plivo.mainAuthToken ?? []].flat()
  if (authToken === undefined) throw new ShimError('missing-secret', 'plivo.authToken')
  const byEvent: Partial<Record<CallEvent, string | undefined>> = routes
  return (event, path, isNamed) => {
    // The fallback URL gets the answer event once more: it must not go where it has failed. A request that names no
    // event and looks like an answer may be one for a sound (confirmSound, dialMusic): it stays where it was sent.
    const stays = event === 'answer' && (!isNamed || FALLBACK_PATH.test(path))
    const route = stays ? undefined : byEvent[event]
    return { route, appUrl, authToken, mainAuthToken }
  }
}
