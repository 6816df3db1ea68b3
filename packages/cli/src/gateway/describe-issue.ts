import type { z } from 'zod'
import { SETTINGS } from './settings.ts'

type Issue = z.core.$ZodIssue

/** Keys whose value is never shown. */
const SECRET = /(?:^|\.)(?:authToken|mainAuthToken|password|redis\.url|statusToken)(?:\.\d+)?$/

/** What was seen and what is expected, in words. `value` is what stands at the issue's path. */
export function describeIssue(issue: Issue, value: unknown): string {
  const key = issue.path.join('.')
  if (issue.code === 'unrecognized_keys') return `unknown key ${issue.keys.join(', ')}`
  if (value === undefined) return `missing; ${howToSet(key)}`
  return `${SECRET.test(key) ? nameType(value) : show(value)}; expected ${expect(issue)}`
}

function howToSet(key: string): string {
  const setting = SETTINGS.find((one) => one.key === key)
  if (setting === undefined) return 'write it into the file'
  const flag = setting.flag?.split(' ')[0]
  return `set it in the file, ${flag === undefined ? '' : `with ${flag}, `}or in ${setting.variable}`
}

function expect(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return NAMES[issue.expected] ?? issue.expected
    case 'invalid_value':
      return issue.values.map((value) => String(value)).join(' or ')
    case 'too_small':
      if (issue.origin === 'array') return 'at least one'
      if (issue.origin === 'string') return issue.minimum === 1 ? 'some text' : `at least ${issue.minimum} characters`
      return `${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}`
    case 'too_big':
      return `at most ${issue.maximum}`
    case 'invalid_format':
      return issue.message
    case 'invalid_union':
      return [...new Set(issue.errors.flatMap(([first]) => (first === undefined ? [] : [expect(first)])))].join(', or ')
    default:
      return issue.message
  }
}

const NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
}

function nameType(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'string') return value === '' ? 'empty' : 'text'
  return value === null ? 'empty' : (NAMES[typeof value] ?? typeof value)
}

function show(value: unknown): string {
  if (typeof value === 'object') return nameType(value)
  const text = String(value)
  return text === '' ? 'empty' : `'${text.length > 60 ? `${text.slice(0, 60)}…` : text}'`
}
