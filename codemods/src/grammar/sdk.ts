import { SDK_NAMES, SDK_PACKAGES, type SdkNamesRow, type SdkPackageRow } from '@plivo-to-vobiz/mappings'
import { oncePerFile } from '../language.ts'
import type { SourceFile } from '../source-file.ts'
import { type Code, getCode } from './code.ts'
import type { Import } from './facts.ts'
import { findAround, is, isSame, type Node } from './tree.ts'

/** What a file takes from the SDK. */
export interface SdkNames {
  /** Imports that lead into the SDK. */
  readonly imports: readonly Import[]
  /**
   * Full name of what an expression names, as the rows write it, when it leads into the SDK: `Plivo::Utils`,
   * `com.plivo.api.util.Utils`. A name that only comes from an import of everything is given for each of those.
   */
  resolve(node: Node): readonly string[]
  /** Whether the file names the SDK at all. */
  readonly isUsed: boolean
}

const packages: readonly SdkPackageRow[] = SDK_PACKAGES
const names: readonly SdkNamesRow[] = SDK_NAMES

/** What the names of a language's SDK start with in code. */
const getRoot = ({ facts }: Code): string => {
  const row = packages.find(({ language, role }) => language === facts.sdk && role === 'sdk')
  return row?.namespace ?? row?.name ?? ''
}

/** How a language's SDK names what applications use. */
export function getSdkRow({ facts }: Code): SdkNamesRow | undefined {
  return names.find(({ language }) => language === facts.sdk)
}

/** Takes the version out of a Go module's path, which is no part of any name. */
const toPlain = (path: string): string => path.replace(/\/v\d+(?=\/|$)/, '')

const SEPARATOR = /::|\\|\.|\//

/** What a file takes from the SDK, worked out once. */
export const getSdkNames: (file: SourceFile) => SdkNames = oncePerFile((file): SdkNames => {
  const code = getCode(file)
  const { facts, tree } = code
  const root = getRoot(code)
  const separator = facts.separator
  const isInside = (path: string): boolean => {
    const plain = toPlain(path)
    const [own, asked] = facts.grammar === 'php' ? [root.toLowerCase(), plain.toLowerCase()] : [root, plain]
    return asked === own || asked.startsWith(own + separator) || (facts.grammar === 'go' && asked.startsWith(`${own}/`))
  }
  const isGem = ({ path, isLoad }: Import): boolean => isLoad && path.split('/')[0] === facts.gem
  const all = facts.getImports(tree)
  const imports = all.filter((one) => isInside(one.path) || isGem(one))
  const wildcards = imports.filter(({ isWildcard }) => isWildcard).map(({ path }) => toPlain(path))
  const locals = new Map(
    all.flatMap((one) => {
      const local = one.local ?? getPackageName(one, root)
      return local === undefined ? [] : [[local, toPlain(one.path)] as const]
    }),
  )
  const resolve = (part: Node): readonly string[] => {
    const node = getWhole(code, part)
    const text = node
      .text()
      .replaceAll(/\s/g, '')
      .replace(/^\\|^(?:global)?::/, '')
    if (!/^[\w$\\:.]+$/.test(text) || isShadowed(code, node)) return []
    const [first = '', ...rest] = text.split(SEPARATOR)
    const from = locals.get(first)
    if (from !== undefined) return isInside(from) ? [[from, ...rest].join(separator)] : []
    if (isInside(text) && facts.isReachable) return [text]
    return wildcards.map((path) => `${path}${separator}${text}`)
  }
  return { imports, resolve, isUsed: imports.length > 0 || (facts.isReachable && mentions(file.text, root)) }
})

/** The longest name that ends in a part: of `Shop::Plivo` the whole is no name of the SDK. */
function getWhole(code: Code, part: Node): Node {
  const parent = part.parent()
  const object = parent === null ? undefined : code.facts.readMember(parent)?.object
  return parent === null || object === undefined || isSame(object, part) ? part : getWhole(code, parent)
}

/** Name under which a Go package is used when its import gives none: Plivo's root package is not named as its folder. */
function getPackageName({ path, isWildcard, isLoad }: Import, root: string): string | undefined {
  if (isWildcard || isLoad) return undefined
  const plain = toPlain(path)
  return plain === root ? 'plivo' : plain.split('/').at(-1)
}

/** Whether a text names the SDK's namespace where no import is needed for it. */
const mentions = (text: string, root: string): boolean =>
  new RegExp(`(?<![\\w.]|\\w::|\\w\\\\\\\\)${root.replaceAll(/[.\\]/g, '\\$&')}(?=::|\\\\|\\.)`).test(text)

/** Whether the first name of an expression is a variable or a parameter of the function around it. */
function isShadowed({ facts, tree }: Code, node: Node): boolean {
  if (facts.grammar !== 'go') return false
  const first = node.text().split('.')[0] ?? ''
  for (
    let around = findAround(node, ...facts.functions);
    around !== undefined;
    around = findAround(around, ...facts.functions)
  ) {
    const parameters = around.field('parameters')
    const isParameter =
      parameters?.findAll({ rule: { kind: 'identifier' } }).some((one) => one.text() === first) === true
    const inside = around
    const isVariable = facts.assignments
      .filter((kind) => kind !== 'keyed_element' && kind !== 'assignment_statement')
      .flatMap((kind) => tree.getNodes(kind))
      .some(
        (one) =>
          one.ancestors().some((outer) => outer.id() === inside.id()) &&
          facts.readAssignment(one).some(({ target }) => is(target, 'identifier') && target.text() === first),
      )
    if (isParameter || isVariable) return true
  }
  return false
}
