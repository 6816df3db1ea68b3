/**
 * Path and query of a request's target; `undefined` when it has none. A target with scheme and host would look like
 * another path to the guard, and like this one to most applications.
 */
export function toOriginForm(target = ''): string | undefined {
  if (target.startsWith('/')) return target
  const [, path] = /^https?:\/\/[^/?#]*(.*)$/is.exec(target) ?? []
  return path === undefined || path.startsWith('/') ? path : `/${path}`
}
