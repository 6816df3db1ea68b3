import { PYTHON_SDK } from '@plivo-to-vobiz/mappings'
import { getBuiltElement, judgeElement } from '../../src/python/builder-element.ts'
import type { EvaluatePython } from '../../src/python/evaluate.ts'
import { type Binding, getScopes } from '../../src/python/scopes.ts'
import { getImportPath, isSdkPath } from '../../src/python/sdk-modules.ts'
import { getPythonEvaluate } from '../../src/python/sdk-values.ts'
import { getArguments, getField, getPythonTree, getRange, is, isSame, type PyNode } from '../../src/python/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Edit, Range } from '../../src/touchpoint.ts'

const { plivo, vobiz } = PYTHON_SDK
const [BUILDER = ''] = plivo.builders
const NAME = BUILDER.split('.').at(-1) ?? ''

/** The import of the builder in a file where the package of Vobiz writes the same XML for all that is built. */
export interface MovedBuilder {
  readonly range: Range
  readonly edits: readonly Edit[]
}

/** The builder of a file, when everything that the file does with it can be seen and is the same on Vobiz. */
export function findMovedBuilder(file: SourceFile): MovedBuilder | undefined {
  const [load, ...more] = findLoads(file)
  if (load === undefined || more.length > 0 || isHandedAround(file)) return undefined
  const { statement, item, binding } = load
  const evaluate = getPythonEvaluate(file)
  const uses = getScopes(file).getReferences(binding)
  const isSure =
    uses.length > 0 &&
    uses.every((use) => isClassCalled(use)) &&
    getPythonTree(file)
      .getNodes('call')
      .every((call) => isSureCall(call, evaluate))
  if (!isSure) return undefined
  const module = getField(statement, 'module_name')
  const name = getField(item, 'name') ?? item
  const renamed = is(item, 'aliased_import') ? [] : uses
  return {
    range: getRange(statement),
    edits: [
      ...(module === undefined ? [] : [{ ...getRange(module), text: vobiz.module }]),
      ...[name, ...renamed].map((node) => ({ ...getRange(node), text: vobiz.builder })),
    ],
  }
}

interface Load {
  readonly statement: PyNode
  readonly item: PyNode
  readonly binding: Binding
}

/** `from plivo import plivoxml`, by itself; any other import of a builder is none that moves. */
function findLoads(file: SourceFile): readonly Load[] {
  return getPythonTree(file)
    .getNodes('import_from_statement')
    .flatMap((statement) => {
      const items = statement.fieldChildren('name')
      const [item, ...more] = items
      const path = item && getImportPath(statement, item)
      if (item === undefined || more.length > 0 || path !== BUILDER || !isSdkPath(file, path)) return []
      const local = (getField(item, 'alias') ?? getField(item, 'name') ?? item).text()
      const binding = getScopes(file).lookup(local, statement)
      return binding?.origins.length === 1 ? [{ statement, item, binding }] : []
    })
}

/** Text that says a builder or its parts come from, or go to, elsewhere. */
function isHandedAround(file: SourceFile): boolean {
  const { text } = file
  const others =
    text.match(
      new RegExp(`\\b(?:${NAME}|${vobiz.builder})\\b[^\\n]*\\bimport\\b|\\bimport\\b[^\\n]*\\b${NAME}\\b`, 'g'),
    ) ?? []
  const isTaken = new RegExp(`\\b${vobiz.builder}\\b|['"][\\w.]*${NAME}[\\w.]*['"]|Plivo(?:XML)?Error\\b`).test(text)
  return isTaken || others.length > 1
}

/** `plivoxml.SpeakElement(…)`. */
function isClassCalled(use: PyNode): boolean {
  const member = use.parent()
  const call = member?.parent()
  const isMember = member !== null && is(member, 'attribute') && isSame(getField(member, 'object'), use)
  return isMember && is(call, 'call') && isSame(getField(call as PyNode, 'function'), member)
}

/** Methods of the root that give back the root in one package and the new element in the other. */
const OTHER_RESULT = /^add_(?:dial|get_digits)$/

/** Whether a call has nothing to do with the builder, or does with it what is the same in both packages. */
function isSureCall(call: PyNode, evaluate: EvaluatePython): boolean {
  const callee = getField(call, 'function')
  const value = callee && evaluate(callee)
  const method = callee && is(callee, 'attribute') ? (getField(callee, 'attribute')?.text() ?? '') : ''
  const built = getBuiltElement(value)
  const isOfBuilder = value?.kind === 'made' && value.by.startsWith(`${BUILDER}.`)
  if (built === undefined) {
    // What adds an element that cannot be told may add any.
    if (/^add_/.test(method)) return false
    if (isOfBuilder) return /^(?:add|to_string)$/.test(value.path[0] ?? '')
    return !getArguments(call).some((one) => isBuilt(one.value, evaluate)) || method === 'add'
  }
  if (!built.isRoot && !judgeElement(built, call).isSame) return false
  if (OTHER_RESULT.test(method) && !is(call.parent(), 'expression_statement')) return false
  return isKept(call)
}

/** Whether an expression is an element. */
function isBuilt(node: PyNode, evaluate: EvaluatePython): boolean {
  const value = evaluate(node)
  return value?.kind === 'made' && value.path.length === 0 && value.by.startsWith(`${BUILDER}.`)
}

/** Whether what a call makes stays in sight: it is given a name, added to another, or asked for its text. */
function isKept(call: PyNode): boolean {
  const parent = call.parent()
  if (parent === null) return false
  if (is(parent, 'assignment')) return is(getField(parent, 'left'), 'identifier')
  if (is(parent, 'expression_statement', 'attribute')) return true
  const outer = is(parent, 'argument_list') ? parent.parent() : null
  const callee = outer === null ? undefined : getField(outer, 'function')
  return callee !== undefined && is(callee, 'attribute') && getField(callee, 'attribute')?.text() === 'add'
}

/** Whether a name that holds an element is only used as its object, or added to another. */
export function isNameKept(file: SourceFile): boolean {
  const evaluate = getPythonEvaluate(file)
  return getPythonTree(file)
    .getNodes('identifier')
    .filter((node) => getScopes(file).resolve(node) !== undefined && isBuilt(node, evaluate))
    .every((node) => is(node.parent(), 'assignment') || isKept(node))
}
