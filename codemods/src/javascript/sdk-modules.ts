import { SDK_PACKAGES } from '@plivo-to-vobiz/mappings'

const packages = SDK_PACKAGES.filter(({ language }) => language === 'node')

/** What a package that speaks Plivo is to the application. */
export type SdkRole = (typeof packages)[number]['role']

const roles: ReadonlyMap<string, SdkRole> = new Map(packages.map(({ name, role }) => [name, role]))

const REGISTRY =
  /^(?:npm:|https:\/\/(?:esm\.sh|cdn\.skypack\.dev|esm\.run|unpkg\.com)\/)(@?[\w-]+(?:\/[\w-]+)?)(?:@[\w.^~-]+)?$/

/** Whether a module is loaded by a registry's address, where a rewrite would have to choose a version. */
export const isRegistryModule = (specifier: string): boolean => REGISTRY.test(specifier)

/** A module specifier without what a registry puts around it: `npm:plivo@4` is `plivo`. */
export const toModuleName = (specifier: string): string => REGISTRY.exec(specifier)?.[1] ?? specifier

/** The package a specifier names: `plivo/dist/utils/x` is of `plivo`. */
export function toPackageName(specifier: string): string {
  const parts = toModuleName(specifier).split('/')
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/')
}

/** The role of the package a specifier names; `undefined` when it does not speak Plivo. */
export const findSdkRole = (specifier: string): SdkRole | undefined => roles.get(toPackageName(specifier))
