import { basename, extname } from 'node:path'
import type { Language } from './language.ts'
import { component } from './languages/component.ts'
import { csharp } from './languages/csharp.ts'
import { env } from './languages/env.ts'
import { go } from './languages/go.ts'
import { java } from './languages/java.ts'
import { javascript } from './languages/javascript.ts'
import { json } from './languages/json.ts'
import { manifest } from './languages/manifest.ts'
import { markdown } from './languages/markdown.ts'
import { markup } from './languages/markup.ts'
import { php } from './languages/php.ts'
import { python } from './languages/python.ts'
import { ruby } from './languages/ruby.ts'
import { settings } from './languages/settings.ts'
import type { LanguageName } from './source-file.ts'

/** Every language whose files are parsed. */
const LANGUAGES: readonly Language[] = [
  component,
  csharp,
  env,
  go,
  java,
  javascript,
  json,
  manifest,
  markdown,
  markup,
  php,
  python,
  ruby,
  settings,
]

const byExtension = new Map(LANGUAGES.flatMap((language) => Object.entries(language.extensions)))
const byName = new Map<LanguageName, Language>(
  LANGUAGES.flatMap((language) => language.names.map((name) => [name, language] as const)),
)

/** What package managers write; the manifests beside them say the same. */
const LOCK_FILES = /^(?:package-lock|npm-shrinkwrap|deno)\.json$|^pnpm-lock\.ya?ml$|[.-]lock(?:\.json|\.hcl)?$/i

/** Lists of Python packages; those of a folder `requirements` are named for what they are for. */
const PYTHON_LISTS =
  /^(?:[\w.-]*requirements[\w.-]*|constraints[\w.-]*|(?:base|common|dev|development|local|prod|production|staging|test|tests))\.(?:txt|in|pip)$/i

/** Which language a file is in, by its name; `undefined` for files the codemods do not read. */
export function getLanguageName(fileName: string, extension: string): LanguageName | undefined {
  if (LOCK_FILES.test(fileName)) return undefined
  if (/^\.env(?:\.|$)|\.env$/.test(fileName)) return 'env'
  if (/^(?:Dockerfile|Containerfile)(?:\.|$)/i.test(fileName)) return 'dockerfile'
  if (PYTHON_LISTS.test(fileName)) return 'text'
  if (fileName === 'Pipfile') return 'toml'
  if (/^(?:Procfile|\.envrc|crontab)$/.test(fileName)) return 'shell'
  if (/^(?:go\.mod|packages\.config|Directory\.\w+\.(?:props|targets)|.*\.gradle\.kts)$/.test(fileName))
    return 'manifest'
  if (/^(?:Gemfile|Rakefile|Guardfile|Capfile|config\.ru)$/.test(fileName)) return 'ruby'
  return byExtension.get(extension.toLowerCase())
}

/** Name of a file's language, and the language itself when its files are parsed. */
export function getLanguageOf(path: string): { readonly name: LanguageName; readonly language: Language | undefined } {
  const name = getLanguageName(basename(path), extname(path)) ?? 'text'
  return { name, language: findLanguage(name) }
}

/** The language that parses files of a name, if one does. */
export function findLanguage(name: LanguageName): Language | undefined {
  return byName.get(name)
}
