import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'

const PACKAGES = resolve(import.meta.dirname, '../../packages')
const SCOPE = '@plivo-to-vobiz/'
const LEFT_OUT = new Set(['.git', 'node_modules', '.plivo-to-vobiz'])

/** Copies a checkout without its history; what it has installed is linked. */
export function copyCheckout(from: string, to: string): void {
  const installed: string[] = []
  cpSync(from, to, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => {
      if (basename(path) === 'node_modules') installed.push(path)
      return path === from || !LEFT_OUT.has(basename(path))
    },
  })
  for (const modules of installed) linkModules(modules, join(to, relative(from, modules)))
}

/** Links each package by itself, so that others can be linked beside them. */
function linkModules(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  for (const name of readdirSync(from))
    if (name.startsWith('@')) linkModules(join(from, name), join(to, name))
    else symlinkSync(join(from, name), join(to, name))
}

/** Does what an installation would: links our packages where a manifest names them. */
export function installOurs(root: string, files: readonly string[]): void {
  for (const file of files.filter((each) => basename(each) === 'package.json')) {
    const { dependencies = {} }: { dependencies?: Record<string, string> } = JSON.parse(
      readFileSync(join(root, file), 'utf8'),
    )
    for (const name of Object.keys(dependencies).filter((each) => each.startsWith(SCOPE))) {
      const link = join(root, dirname(file), 'node_modules', name)
      mkdirSync(dirname(link), { recursive: true })
      if (!existsSync(link)) symlinkSync(join(PACKAGES, name.slice(SCOPE.length)), link)
    }
  }
}

/** Every file of a copy, relative to it, what is installed left out. */
export function listCopied(root: string, folder = root): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return LEFT_OUT.has(entry.name) ? [] : listCopied(root, path)
    return entry.isFile() ? [relative(root, path)] : []
  })
}
