import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, extname, join, relative } from 'node:path'
import type { ts as TypeScript } from 'ts-morph'
import { getTree } from '../../src/javascript/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { NewFile, Target } from '../../src/touchpoint.ts'
import { VERIFIER_MARKER } from '../../src/verifier-marker.ts'
import { STANDALONE_NAME } from './sdk.ts'

/** The verifier file that is written into the code base, and the specifier under which a file loads it. */
export interface Standalone {
  readonly specifier: string
  readonly file: NewFile
}

/**
 * The verifier for the file that needs it: TypeScript for TypeScript, else an ES module or CommonJS as that file is. It
 * stands in the folder `src` of the package, or in the package's own.
 */
export function createStandalone(file: SourceFile, target: Target): Standalone {
  const own = extname(file.path)
  const isTyped = /^\.[cm]?tsx?$/.test(own)
  const extension = isTyped ? '.ts' : own === '.jsx' ? '.js' : own
  const isModule = getTree(file).getNodes('ImportDeclaration').length > 0 || own === '.mjs'
  const folder = findFolder(file)
  const path = join(folder, STANDALONE_NAME + extension).replaceAll('\\', '/')
  const text = isTyped ? readTemplate(target) : compile(readTemplate(target), isModule ? 'module' : 'commonjs')
  const bare = relative(dirname(file.path), join(folder, STANDALONE_NAME)).replaceAll('\\', '/')
  const from = bare.startsWith('.') ? bare : `./${bare}`
  return {
    specifier: from + getWritten(file, { extension, isTyped, isModule }),
    file: { path, text, marker: VERIFIER_MARKER },
  }
}

/** The folder `src` a file stands in, or the folder of its package. */
function findFolder({ path, hasFile }: SourceFile): string {
  const parts = dirname(path).split('/')
  const source = parts.lastIndexOf('src')
  if (source >= 0) return parts.slice(0, source + 1).join('/')
  for (let folder = dirname(path); folder !== '.'; folder = dirname(folder))
    if (hasFile?.(`${folder}/package.json`)) return folder
  return hasFile?.('package.json') ? '.' : dirname(path)
}

/** What stands behind the name in the specifier: what the file writes for its other modules, or what Node needs. */
function getWritten(
  file: SourceFile,
  {
    extension,
    isTyped,
    isModule,
  }: { readonly extension: string; readonly isTyped: boolean; readonly isModule: boolean },
): string {
  const others = [...file.text.matchAll(/(?:from|require\()\s*['"]\.{1,2}\/[^'"]*?(\.[cm]?[jt]s)?['"]/g)]
  const [written] = others.flatMap((match) => match[1] ?? [])
  if (isTyped) return written === undefined ? '' : /ts$/.test(written) ? '.ts' : '.js'
  if (others.length > 0 && written === undefined) return ''
  return isModule || extension !== '.js' ? extension : ''
}

const texts = new Map<string, string>()

/** Templates are data of the package: they stand beside the sources, also when the code runs from the build. */
function readTemplate(target: Target): string {
  const manifest = createRequire(import.meta.url).resolve('@plivo-to-vobiz/codemods/package.json')
  const name = target === 'both' ? 'either.ts' : 'vobiz.ts'
  const path = join(dirname(manifest), 'transforms/js-signature/templates', name)
  const text = texts.get(path) ?? readFileSync(path, 'utf8')
  texts.set(path, text)
  return text
}

/** The template without its types, in the form of a module. */
function compile(text: string, form: 'module' | 'commonjs'): string {
  const { ts }: { ts: typeof TypeScript } = createRequire(import.meta.url)('ts-morph')
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: form === 'module' ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS,
      esModuleInterop: true,
    },
  })
  return outputText
}
