import { basename, extname } from 'node:path'
import type { Language } from './language.ts'
import { env } from './languages/env.ts'
import { javascript } from './languages/javascript.ts'
import { json } from './languages/json.ts'
import { python } from './languages/python.ts'
import type { LanguageName } from './source-file.ts'

/** Every language whose files are parsed. */
const LANGUAGES: readonly Language[] = [env, javascript, json, python]

const byExtension = new Map(LANGUAGES.flatMap((language) => Object.entries(language.extensions)))
const byName = new Map<LanguageName, Language>(
  LANGUAGES.flatMap((language) => language.names.map((name) => [name, language] as const)),
)

/** Which language a file is in, by its name; `undefined` for files the codemods do not read. */
export function getLanguageName(fileName: string, extension: string): LanguageName | undefined {
  if (fileName === 'package.json') return 'json'
  if (/^\.env(?:\.|$)|\.env$/.test(fileName)) return 'env'
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
