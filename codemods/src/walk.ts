import { type Dirent, existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, relative, sep } from 'node:path'
import ignore, { type Ignore } from 'ignore'

/** Ignore file of this tool, with the rules of `.gitignore`; it may stand in any folder. */
const IGNORE_FILE = '.plivo-to-vobizignore'
const IGNORE_FILES = ['.gitignore', IGNORE_FILE]

/** Rules of one folder's ignore files. */
interface Rules {
  readonly folder: string
  readonly matcher: Ignore
}

/** What a walk takes and leaves out. */
export interface WalkOptions {
  /** Ignore files are read from here down. */
  readonly root: string
  readonly enters: (name: string) => boolean
  readonly takes: (name: string) => boolean
}

/**
 * Lists the files below a folder, links left out. Each folder is read once: its entries say whether it holds ignore
 * files, so that a tree without any costs one call of the system a folder.
 */
export function walk(folder: string, options: WalkOptions): readonly string[] {
  const found: string[] = []
  visit(folder, readRulesAbove(folder, options.root), { options, found })
  return found
}

interface Walk {
  readonly options: WalkOptions
  readonly found: string[]
}

function visit(folder: string, above: readonly Rules[], context: Walk): void {
  const entries = readFolder(folder)
  const rules = entries.some(({ name }) => IGNORE_FILES.includes(name)) ? addRules(folder, above) : above
  const prefix = folder.endsWith(sep) ? folder : folder + sep
  for (const entry of entries) {
    const { name } = entry
    if (entry.isDirectory()) {
      if (context.options.enters(name) && !isIgnored(prefix + name, true, rules)) visit(prefix + name, rules, context)
    } else if (entry.isFile() && context.options.takes(name) && !isIgnored(prefix + name, false, rules))
      context.found.push(prefix + name)
  }
}

/** A folder that cannot be read holds nothing to look at. */
function readFolder(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

/** Rules of the folders above, from the root down. */
function readRulesAbove(folder: string, root: string): readonly Rules[] {
  if (folder === root || dirname(folder) === folder) return []
  const parent = dirname(folder)
  return addRules(parent, readRulesAbove(parent, root))
}

function addRules(folder: string, above: readonly Rules[]): readonly Rules[] {
  const texts = IGNORE_FILES.flatMap((name) => {
    const path = `${folder}${sep}${name}`
    try {
      return existsSync(path) ? [readFileSync(path, 'utf8')] : []
    } catch {
      return []
    }
  })
  return texts.length === 0 ? above : [...above, { folder, matcher: ignore().add(texts.join('\n')) }]
}

function isIgnored(path: string, isFolder: boolean, rules: readonly Rules[]): boolean {
  let ignored = false
  for (const { folder, matcher } of rules) {
    const name = relative(folder, path).split(sep).join('/')
    const verdict = matcher.test(isFolder ? `${name}/` : name)
    if (verdict.ignored) ignored = true
    else if (verdict.unignored) ignored = false
  }
  return ignored
}
