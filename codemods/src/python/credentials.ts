import { getLineEnding } from '../positions.ts'
import { COUNTERPARTS } from '../settings/counterparts.ts'
import type { SourceFile } from '../source-file.ts'
import type { Edit } from '../touchpoint.ts'
import { getScopes } from './scopes.ts'
import { getArguments, getField, getNamedChildren, getRange, getStringValue, is, type PyNode, unwrap } from './tree.ts'

/** Vobiz's credential where an expression gives Plivo's. */
export interface TwinCredential {
  /** The expression to write. */
  readonly text: string
  /** What has to be added for it, such as a constant beside Plivo's. */
  readonly edits: readonly Edit[]
  /** `declared`: the name is taken from a settings object that has to have it too. */
  readonly from: 'environment' | 'declared'
}

/**
 * Writes the read of Vobiz's credential in the form the author reads Plivo's: the variable in place, a constant beside
 * the author's, a member of a settings object. `undefined` for what comes from a caller, a record or another file.
 */
export function toTwinCredential(file: SourceFile, outer: PyNode): TwinCredential | undefined {
  const node = unwrap(outer)
  const read = renameRead(node)
  if (read !== undefined) return { text: read, edits: [], from: 'environment' }
  if (is(node, 'attribute')) return toDeclared(node)
  return is(node, 'identifier') ? toConstant(file, node) : undefined
}

/** `os.environ['PLIVO_AUTH_ID']` and every other lookup by the name of the variable, for the other name. */
function renameRead(node: PyNode): string | undefined {
  const key = getKey(node)
  const vobiz = COUNTERPARTS.get(getStringValue(key) ?? '')
  if (key === undefined || vobiz === undefined) return undefined
  const at = getRange(key).start - getRange(node).start
  const text = node.text()
  return text.slice(0, at) + key.text().replace(getStringValue(key) ?? '', vobiz) + text.slice(at + key.text().length)
}

function getKey(node: PyNode): PyNode | undefined {
  if (is(node, 'subscript')) return getNamedChildren(node)[1]
  if (is(node, 'boolean_operator')) {
    const [left] = getNamedChildren(node)
    return left === undefined ? undefined : getKey(left)
  }
  const callee = is(node, 'call') ? getField(node, 'function') : undefined
  const isReader = callee !== undefined && /(?:^|\.)(?:getenv|get|config|env|str)$/.test(callee.text())
  return isReader ? getArguments(node)[0]?.value : undefined
}

/** `settings.PLIVO_AUTH_ID`, `config.plivo_auth_token`: the member that has the name of the variable. */
function toDeclared(node: PyNode): TwinCredential | undefined {
  const [object, name] = [getField(node, 'object'), getField(node, 'attribute')?.text() ?? '']
  const vobiz = COUNTERPARTS.get(name.toUpperCase())
  if (object === undefined || vobiz === undefined) return undefined
  // What a class keeps for itself was given by a caller.
  if (/^(?:self|cls)$/.test(object.text())) return undefined
  return {
    text: `${object.text()}.${name === name.toUpperCase() ? vobiz : vobiz.toLowerCase()}`,
    edits: [],
    from: 'declared',
  }
}

/** A constant that holds a read gets one for Vobiz below it, unless it is there. */
function toConstant(file: SourceFile, node: PyNode): TwinCredential | undefined {
  const binding = getScopes(file).resolve(node)
  const [origin] = binding?.origins ?? []
  if (binding?.origins.length !== 1 || origin?.kind !== 'value' || origin.index !== undefined) return undefined
  const statement = unwrap(origin.value).parent()
  return statement !== null && is(statement, 'assignment') ? toTwinConstant(file, statement) : undefined
}

/** The same for the assignment of the constant: the name of the one for Vobiz, and the line that makes it. */
export function toTwinConstant(file: SourceFile, statement: PyNode): TwinCredential | undefined {
  const [left, right] = [getField(statement, 'left'), getField(statement, 'right')]
  if (left === undefined || right === undefined || !is(left, 'identifier')) return undefined
  if (!is(statement.parent(), 'expression_statement')) return undefined
  const value = unwrap(right)
  const read = renameRead(value)
  const declared = is(value, 'attribute') ? toDeclared(value) : undefined
  const text = read ?? declared?.text
  if (text === undefined) return undefined
  const name = toTwinName(left.text(), renamedVariable(value))
  const known = getScopes(file).lookup(name, statement)
  const from = declared === undefined ? 'environment' : 'declared'
  if (known !== undefined)
    return known.origins.every((one) => one.kind === 'value' && one.value.text() === text)
      ? { text: name, edits: [], from }
      : undefined
  const type = getField(statement, 'type')
  return {
    text: name,
    edits: [addLine(file, statement, `${name}${type === undefined ? '' : `: ${type.text()}`} = ${text}`)],
    from,
  }
}

/** A line below a statement, indented as it is. */
export function addLine({ text }: SourceFile, statement: PyNode, line: string): Edit {
  const { start, end } = getRange(statement)
  const indent = /[^\S\r\n]*$/.exec(text.slice(0, start))?.[0] ?? ''
  return { start: end, end, text: `${getLineEnding(text)}${indent}${line}` }
}

const renamedVariable = (value: PyNode): string => COUNTERPARTS.get(getStringValue(getKey(value)) ?? '') ?? ''

/** `PLIVO_AUTH_ID` becomes `VOBIZ_AUTH_ID`; a name that does not say whose it is gets `vobiz_` before it. */
function toTwinName(name: string, variable: string): string {
  const twin = name.replace(/plivo/i, (word) =>
    word === word.toUpperCase() ? 'VOBIZ' : word === word.toLowerCase() ? 'vobiz' : 'Vobiz',
  )
  if (twin !== name) return twin
  return name === name.toUpperCase() && variable !== '' ? variable : `vobiz_${name}`
}
