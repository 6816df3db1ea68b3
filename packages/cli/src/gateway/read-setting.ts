import { UsageError } from '../exit.ts'
import type { Setting } from './settings.ts'

/** Reads the text of a flag or variable into what the file would hold; `from` is its name, for errors. */
export function readSetting({ kind, secret = false }: Setting, text: string, from: string): unknown {
  const seen = secret ? 'is of another form' : `is '${text}'`
  const wrong = (expected: string): UsageError => new UsageError(`${from} ${seen}; expected ${expected}.`)
  switch (kind) {
    case 'list':
      return split(text)
    case 'number':
      if (/^\d+$/.test(text)) return Number(text)
      throw wrong('a whole number')
    case 'port':
      return /^\d+$/.test(text) ? Number(text) : text
    case 'boolean':
      if (/^(?:1|true|yes|on)$/i.test(text)) return true
      if (/^(?:0|false|no|off)$/i.test(text)) return false
      throw wrong('true or false')
    case 'proxies':
      return /^\d+$/.test(text) ? Number(text) : split(text)
    case 'credentials':
      return split(text).map((pair) => {
        const [, username, password] = /^([^:]+):(.+)$/s.exec(pair) ?? []
        if (username === undefined || password === undefined) throw wrong('name:password, with commas between several')
        return { username, password }
      })
    default:
      return text
  }
}

const split = (text: string): readonly string[] =>
  text
    .split(/[\s,]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
