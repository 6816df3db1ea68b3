import { createRequire } from 'node:module'
import { ShimError } from '../errors.ts'

/**
 * Loads an optional package of the application. It is looked for where the shim is installed, at the moment it is
 * needed, so that nobody has to have what they do not use. Throws `missing-peer`.
 */
export function loadPeer(name: string): unknown {
  try {
    return createRequire(import.meta.url)(name)
  } catch (cause) {
    throw new ShimError('missing-peer', name, { cause })
  }
}
