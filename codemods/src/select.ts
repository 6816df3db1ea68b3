import { CodemodError } from './error.ts'
import type { Transform } from './transform.ts'
import { TRANSFORMS } from './transforms.ts'

/** Names that `only` takes, in the order the transforms run. */
export const TRANSFORM_NAMES: readonly string[] = TRANSFORMS.map(({ name }) => name)

/**
 * The transforms to run, in their fixed order.
 *
 * @throws CodemodError `unknown-transform`, naming those that exist.
 */
export function selectTransforms(only?: readonly string[]): readonly Transform[] {
  if (only === undefined || only.length === 0) return TRANSFORMS
  const names = new Set(TRANSFORMS.map(({ name }) => name))
  const unknown = only.filter((name) => !names.has(name))
  if (unknown.length > 0)
    throw new CodemodError(
      'unknown-transform',
      `No transform is called ${unknown.join(', ')}; there are ${[...names].join(', ')}.`,
    )
  return TRANSFORMS.filter(({ name }) => only.includes(name))
}
