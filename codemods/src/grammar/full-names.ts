import type { Code } from './code.ts'
import type { Call } from './facts.ts'
import type { SdkNames } from './sdk.ts'

/** Full names that what a call calls or makes may have in the SDK. */
export function getFullNames({ facts }: Code, sdk: SdkNames, call: Call): readonly string[] {
  const { receiver, name, nameNode } = call
  if (receiver === undefined) return sdk.resolve(nameNode)
  return sdk.resolve(receiver).map((path) => `${path}${facts.separator}${name}`)
}

/** The last part of a full name. */
export const getLastName = (path: string): string => path.split(/::|\\|\.|\//).at(-1) ?? path
