/** What the codemods load by `createRequire`, for the browser: the parser, which is all they need for one text. */
import { type ParserOptions, parse } from '@babel/parser'

const MODULES: Readonly<Record<string, unknown>> = {
  'jscodeshift/src/getParser.js': (_: string, options: ParserOptions) => ({
    parse: (text: string) => parse(text, { ...options, tokens: true }),
  }),
}

export const createRequire = () => (name: string) => {
  if (name in MODULES) return MODULES[name]
  throw new Error(`${name} is not in a browser.`)
}
