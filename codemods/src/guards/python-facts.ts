import { SIGNATURE_HELPERS } from '@plivo-to-vobiz/mappings'
import type { FileFacts, Guard } from './guard.ts'

const HELPERS = SIGNATURE_HELPERS.filter(({ language }) => language === 'python').map(({ name }) => name)
const CHECK = new RegExp(`\\b(?:${[...new Set(HELPERS)].join('|')}|verify_request)\\b`)
const HAND_WRITTEN = /\bhmac\.(?:new|compare_digest)\b/
const SIGNED_HEADER = /x[-_](?:plivo|vobiz)[-_]signature/i
const DEFINITION = /^([ \t]*)(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)/
/** A function registered for all requests: `app.before_request(check)`, `app.add_middleware(Check)`. */
const REGISTERED = /^[ \t]*[\w.]+\.(before_request|add_middleware|middleware|add_url_rule|add_api_route)\(([^)]*)/
const HOOK = /^[ \t]*@[\w.]+\.(before_request|middleware)\b/
const ROUTE = /^[ \t]*@[\w.]+\.(route|get|post|put|api_route|websocket)\(\s*[rf]?["']([^"']+)["']/

interface Open {
  readonly indent: number
  readonly names: readonly string[]
}

/** What a Python file says about checks of webhooks, told from its lines: decorators, definitions, and what they hold. */
export function findPythonFacts(text: string): FileFacts {
  const owners = new Map<string, { line: number; kind: Guard['kind'] }>()
  const mentions = new Map<string, Set<string>>()
  const checks = new Set<string>()
  const imports = new Map<string, { from: string; name: string }>()
  const isHandWritten = SIGNED_HEADER.test(text)
  let open: Open[] = []
  let routes: string[] = []
  let decorators: string[] = []
  for (const [index, raw] of text.split(/\r\n|\n|\r/).entries()) {
    const line = raw.replace(/(^|\s)#.*$/, '$1')
    if (line.trim() === '') continue
    addImports(imports, line)
    const indent = /^[ \t]*/.exec(line)?.[0].length ?? 0
    if (/^[ \t]*@/.test(line)) {
      const route = ROUTE.exec(line)
      if (route !== null) routes.push(`${(route[1] ?? '').toUpperCase()} ${route[2]}`)
      const hook = HOOK.exec(line)
      if (hook !== null) routes.push(`${(hook[1] ?? '').toUpperCase()} *`)
      decorators.push(line)
      continue
    }
    const [, , name] = DEFINITION.exec(line) ?? []
    open = open.filter((one) => one.indent < indent)
    if (name !== undefined) {
      const names = [name, ...routes]
      for (const one of names)
        if (!owners.has(one)) owners.set(one, { line: index + 1, kind: one === name ? 'function' : 'route' })
      open.push({ indent, names })
      for (const decorator of decorators) addLine(decorator, names)
      addLine(line.slice(line.indexOf(name) + name.length), names)
      routes = []
      decorators = []
      continue
    }
    if (/^\s*(?:from|import)\s/.test(line)) continue
    const [, registered, what = ''] = REGISTERED.exec(line) ?? []
    if (registered !== undefined) {
      const path = /["'](\/[^"']*)["']/.exec(what)?.[1] ?? '*'
      const route = `${registered.toUpperCase()} ${path}`
      if (!owners.has(route)) owners.set(route, { line: index + 1, kind: 'route' })
      addLine(what, [route])
    }
    addLine(line, open.at(-1)?.names ?? [])
  }
  return {
    checks,
    owners,
    mentions,
    imports,
    exports: new Map([...owners.keys()].map((name) => [name, name])),
    reExports: [],
  }

  function addLine(line: string, names: readonly string[]): void {
    const holds = CHECK.test(line) || (isHandWritten && HAND_WRITTEN.test(line))
    for (const name of names) {
      if (holds) checks.add(name)
      const list = mentions.get(name) ?? new Set<string>()
      for (const [word] of line.matchAll(/[A-Za-z_]\w*/g)) list.add(word)
      mentions.set(name, list)
    }
  }
}

function addImports(imports: Map<string, { from: string; name: string }>, line: string): void {
  const [, module = '', names] = /^\s*from\s+([\w.]+)\s+import\s+\(?(.+?)\)?\s*$/.exec(line) ?? []
  for (const part of names?.split(',') ?? []) {
    const [, name, alias] = /^\s*(\w+)(?:\s+as\s+(\w+))?/.exec(part) ?? []
    if (name !== undefined) imports.set(alias ?? name, { from: module, name })
  }
}
