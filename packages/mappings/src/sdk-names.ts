import type { SdkLanguage } from './identifiers.ts'
import type { Row } from './row.ts'

/** How a Plivo SDK names what an application uses of it. */
export interface SdkNamesRow extends Row {
  readonly language: SdkLanguage
  /** What the names of its XML builder start with in code. */
  readonly builder: string
  /** What a method or class that adds a verb has before and after the verb's name. */
  readonly verb: { readonly before: string; readonly after: string; readonly isClass: boolean }
  /** How a verb is spelt in such a name: `GetDigits`, `getDigits` or `get_digits`. */
  readonly verbCase: 'pascal' | 'camel' | 'snake'
  /** Classes and functions that make a client of the REST API today. */
  readonly clients: readonly string[]
  /** And in generations that are no longer released. */
  readonly legacyClients: readonly string[]
}

const CHECKED = '2026-12-01'

/** Names of the SDKs, sorted by language. Node and Python have transforms of their own. */
export const SDK_NAMES = [
  {
    language: 'dotnet',
    builder: 'Plivo.XML',
    verb: { before: 'Add', after: '', isClass: false },
    verbCase: 'pascal',
    clients: ['PlivoApi'],
    legacyClients: ['RestAPI'],
    status: 'value-mapped',
    source: ['plivo:sdks', 'corpus'],
    checked: CHECKED,
  },
  {
    language: 'go',
    builder: 'github.com/plivo/plivo-go/xml',
    verb: { before: '', after: 'Element', isClass: true },
    verbCase: 'pascal',
    clients: ['NewClient', 'NewPhloClient'],
    legacyClients: [],
    status: 'value-mapped',
    source: ['plivo:sdks', 'corpus'],
    checked: CHECKED,
  },
  {
    language: 'java',
    builder: 'com.plivo.api.xml',
    verb: { before: '', after: '', isClass: true },
    verbCase: 'pascal',
    clients: ['PlivoClient', 'init'],
    legacyClients: ['RestAPI'],
    status: 'value-mapped',
    source: ['plivo:sdks', 'corpus'],
    checked: CHECKED,
  },
  {
    language: 'php',
    builder: 'Plivo\\XML',
    verb: { before: 'add', after: '', isClass: false },
    verbCase: 'pascal',
    clients: ['RestClient'],
    legacyClients: ['RestAPI'],
    status: 'value-mapped',
    source: ['plivo:sdks', 'corpus'],
    checked: CHECKED,
  },
  {
    language: 'ruby',
    builder: 'Plivo::XML',
    verb: { before: 'add', after: '', isClass: false },
    verbCase: 'pascal',
    clients: ['RestClient', 'Phlo'],
    legacyClients: ['RestAPI'],
    status: 'value-mapped',
    source: ['plivo:sdks', 'corpus'],
    checked: CHECKED,
  },
] as const satisfies readonly SdkNamesRow[]
