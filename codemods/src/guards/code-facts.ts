import { SIGNATURE_HELPERS } from '@plivo-to-vobiz/mappings'
import { type Code, getCode } from '../grammar/code.ts'
import type { Call } from '../grammar/facts.ts'
import { getField, getRange, is, type Node } from '../grammar/tree.ts'
import { getStringValue } from '../grammar/values.ts'
import { createPositions } from '../positions.ts'
import type { SourceFile } from '../source-file.ts'
import type { FileFacts, Guard } from './guard.ts'

const HELPERS: ReadonlySet<string> = new Set([
  ...SIGNATURE_HELPERS.map(({ name }) => name),
  'verify_request',
  'verifyRequest',
  'VerifyRequest',
  'VerifySignatureV2',
  'VerifySignatureV3',
])
/** Helpers whose names other libraries have too: only on something that says whose they are. */
const PLAIN: ReadonlySet<string> = new Set(['Verify', 'verify', 'validateSignature', 'ValidateSignature', 'is_valid?'])
const OWNER = /plivo|vobiz|signature|utils/i
const SIGNED_HEADER = /x[-_](?:plivo|vobiz)[-_](?:ma[-_])?signature/i
/** Computes an HMAC, or compares one. */
const HMAC =
  /^(?:hash_hmac|hash_equals|secure_compare|fixed_length_secure_compare|FixedTimeEquals|isEqual|doFinal|ComputeHash|HashData)$/
const SCRIPT = '(script)'
const CLASSES = ['class_declaration', 'class', 'module', 'struct_declaration', 'record_declaration']
const ANNOTATIONS = ['annotation', 'marker_annotation', 'attribute']

/** What registers a handler for a path, as frameworks of these languages name it. */
const ROUTE =
  /^(?:handle(?:_?func)?|method(?:func)?|get|post|put|patch|delete|any|all|match|map|map_?(?:get|post|put|delete|methods)|route)$/i
/** What registers a function for every request. */
const FOR_ALL =
  /^(?:use|add|middleware|use_?middleware|before|before_action|before_filter|prepend_before_action|add_?interceptors?|add_?filters?|before_?handler|use_?when)$/i
const MAPPING =
  /^(Get|Post|Put|Delete|Patch|Request)Mapping$|^Http(Get|Post|Put|Delete|Patch)$|^(Route|Path|WebServlet)$/

/** What a file of Go, Ruby, PHP, Java or C# says about checks of webhooks. */
export function findCodeFacts(file: SourceFile): FileFacts {
  const code = getCode(file)
  const at = createPositions(file.text)
  const owners = new Map<string, { line: number; kind: Guard['kind'] }>()
  const mentions = new Map<string, Set<string>>()
  const checks = new Set<string>()
  // The headers may be read in another file than the one that checks them.
  const isHandWritten =
    SIGNED_HEADER.test(file.text) ||
    (/plivo|vobiz/i.test(file.text) && /nonce/i.test(file.text) && /signature/i.test(file.text))
  const visit = (node: Node, around: readonly string[]): void => {
    const own = findOwners(code, node)
    const outside = is(node, ...CLASSES) ? around.filter((name) => name !== SCRIPT) : around
    const names = own.length === 0 ? outside : [...own.map(({ name }) => name), ...outside.filter(isRoute)]
    for (const { name, kind } of own)
      if (!owners.has(name)) owners.set(name, { line: at(getRange(node).start).line, kind })
    const mentioned = toMention(code, node)
    for (const name of mentioned)
      for (const owner of names) {
        const list = mentions.get(owner) ?? new Set<string>()
        list.add(name)
        mentions.set(owner, list)
      }
    const call = is(node, ...code.facts.calls) ? code.facts.readCall(node) : undefined
    if (call !== undefined && (isHelper(call) || (isHandWritten && isHmac(call))))
      for (const owner of names) checks.add(owner)
    for (const child of node.children()) visit(child, names)
  }
  // A PHP script without functions is a route by itself.
  const isScript = code.facts.grammar === 'php'
  if (isScript) owners.set(SCRIPT, { line: 1, kind: 'route' })
  visit(code.tree.root, isScript ? [SCRIPT] : [])
  return { checks, owners, mentions, imports: new Map(), exports: new Map(), reExports: [], isShared: true }
}

const isRoute = (name: string): boolean => /^[A-Z_]+ /.test(name)

function isHelper({ name, receiver }: Call): boolean {
  if (!HELPERS.has(name)) return false
  return !PLAIN.has(name) || (receiver !== undefined && OWNER.test(receiver.text()))
}

const isHmac = ({ name, receiver, isNew }: Call): boolean =>
  HMAC.test(name) ||
  (receiver !== undefined && /(?:^|::)hmac$/i.test(receiver.text())) ||
  (isNew && /^HMACSHA/.test(name))

interface Owner {
  readonly name: string
  readonly kind: Guard['kind']
}

/** The function or routes that a node is; none for most nodes. */
function findOwners(code: Code, node: Node): readonly Owner[] {
  if (is(node, ...code.facts.functions)) {
    const name = getField(node, 'name')?.text()
    if (name === undefined) return []
    const owner = getClassName(node)
    const routes = findMappings(code, node).map((route): Owner => ({ name: route, kind: 'route' }))
    return [{ name: owner === undefined ? name : `${owner}.${name}`, kind: 'function' }, ...routes]
  }
  const call = is(node, ...code.facts.calls) ? code.facts.readCall(node) : undefined
  const route = call === undefined || call.isNew ? undefined : findRoute(code, call)
  return route === undefined ? [] : [{ name: route, kind: 'route' }]
}

function getClassName(node: Node): string | undefined {
  const receiver = is(node, 'method_declaration') ? getField(node, 'receiver') : undefined
  if (receiver !== undefined) return /(\w+)(?:\[[^\]]*\])?\)$/.exec(receiver.text())?.[1]
  const around = node.ancestors().find((one) => is(one, ...CLASSES))
  return around && getField(around, 'name')?.text()
}

/** `router.POST("/answer", …)`, `post '/answer' do`, `Route::post('/answer', …)`, `app.MapPost("/answer", …)`. */
function findRoute(code: Code, { name, node, receiver, arguments: given }: Call): string | undefined {
  const [first] = given
  const path = first && getStringValue(code, first.value)
  const isPath = path !== undefined && /^(?:[A-Z]+ )?[/*]/.test(path)
  if (ROUTE.test(name) && isPath && (given.length > 1 || code.facts.getBlockNames !== undefined)) {
    const [, verb, rest] = /^([A-Z]+) (.*)$/.exec(path) ?? []
    const method = verb ?? /get|post|put|patch|delete/i.exec(name)?.[0].toUpperCase() ?? 'ROUTE'
    return `${method} ${rest ?? path}`
  }
  const isForAll = FOR_ALL.test(name) && (receiver !== undefined || code.facts.grammar === 'ruby')
  const isStatement = isForAll && (given.length > 0 || getField(node, 'block') !== undefined || /</.test(node.text()))
  return isStatement ? `USE ${isPath ? path : '*'}` : undefined
}

/** `@PostMapping("/answer")`, `[HttpPost("answer")]` on a method. */
function findMappings(code: Code, method: Node): readonly string[] {
  return getAnnotations(method).flatMap((annotation) => {
    const name = getField(annotation, 'name')?.text() ?? ''
    const [, java, dotnet, other] = MAPPING.exec(name) ?? []
    const verb = java ?? dotnet ?? other
    if (verb === undefined) return []
    const literal = annotation.findAll({ rule: { any: code.facts.strings.map((kind) => ({ kind })) } })[0]
    const path = literal && getStringValue(code, literal)
    return [`${/^(?:Request|Route|Path|WebServlet)$/.test(verb) ? 'ROUTE' : verb.toUpperCase()} ${path ?? '*'}`]
  })
}

const getAnnotations = (node: Node): readonly Node[] =>
  node
    .children()
    .filter((child) => is(child, 'modifiers', 'attribute_list'))
    .flatMap((child) => child.children().filter((one) => is(one, ...ANNOTATIONS)))

/** Names a node mentions: `verify`, `:verify`, and of an attribute the class that holds it. */
function toMention({ facts }: Code, node: Node): readonly string[] {
  if (is(node, 'simple_symbol', 'hash_key_symbol')) return [node.text().replace(/^:|:$/g, '')]
  if (!is(node, ...facts.names)) return []
  const name = node.text().replace(/^\$/, '')
  return is(node.parent(), 'attribute') ? [name, `${name}Attribute`] : [name]
}
