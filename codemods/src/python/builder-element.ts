import { ELEMENTS, getAttributes, PYTHON_SDK } from '@plivo-to-vobiz/mappings'
import { planTranslation, VoiceXmlError } from '@plivo-to-vobiz/voice-xml'
import type { PythonValue } from './evaluate.ts'
import { getArguments, getField, getStringValue, is, type PyNode } from './tree.ts'

/** What a call of the SDK's XML builder makes. */
export interface BuiltElement {
  /** Name of the element, as PlivoXML has it. */
  readonly name: string
  /** Whether it is the root of a reply. */
  readonly isRoot: boolean
}

/** What Vobiz makes of an element that a builder writes. */
export interface BuiltVerdict {
  /** Whether Vobiz takes it exactly as it is. */
  readonly isSame: boolean
  /** Whether Vobiz has nothing like it. */
  readonly isLost: boolean
  /** Codes of what differs, sorted. */
  readonly codes: string
}

/** Stands for an expression, as the translator reads one in a template. */
const HOLE = '$'.concat('{e}')

const names: ReadonlyMap<string, string> = new Map(ELEMENTS.map(({ plivo }) => [normalise(plivo), plivo]))
const { builders, root, legacyRoot, elementSuffix } = PYTHON_SDK.plivo

function normalise(name: string): string {
  return name.replaceAll(/[_-]/g, '').toLowerCase()
}

/** Whether a path of the SDK leads into its XML builder. */
export const isBuilderPath = (path: string): boolean =>
  builders.some((builder) => path === builder || path.startsWith(`${builder}.`)) || path === `plivo.${legacyRoot}`

/** The element that a call makes: `plivoxml.SpeakElement(…)`, `response.add_speak(…)`, `response.addSpeak(…)`. */
export function getBuiltElement(value: PythonValue | undefined): BuiltElement | undefined {
  if (value?.kind === 'member') {
    if (!isBuilderPath(value.path)) return undefined
    const last = value.path.split('.').at(-1) ?? ''
    if (last === root || last === legacyRoot) return { name: legacyRoot, isRoot: true }
    const name = names.get(normalise(last.endsWith(elementSuffix) ? last.slice(0, -elementSuffix.length) : last))
    return name === undefined ? undefined : { name, isRoot: false }
  }
  if (value === undefined || value.path.length !== 1 || !isBuilderPath(value.by)) return undefined
  const [, added] = /^add_?(\w+)$/.exec(value.path[0] ?? '') ?? []
  const name = added === undefined ? undefined : names.get(normalise(added))
  return name === undefined ? undefined : { name, isRoot: false }
}

/** Judges what a call makes by what the translator says of the same element written as XML. */
export function judgeElement({ name, isRoot }: BuiltElement, call: PyNode): BuiltVerdict {
  if (isRoot) return { isSame: true, isLost: false, codes: '' }
  const xml = writeElement(name, call)
  if (xml === undefined) return { isSame: false, isLost: false, codes: 'attributes that cannot be seen' }
  try {
    const { edits, findings } = planTranslation(xml, { fragment: true })
    // What only the running program knows is no difference.
    const seen = findings.filter(({ code }) => code !== 'dynamic-value-unchecked')
    const told = seen.filter(({ severity }) => severity !== 'info')
    const codes = [...new Set(seen.map(({ code }) => code))].sort().join(', ')
    return {
      isSame: edits.length === 0 && told.length === 0,
      isLost: findings.some(({ severity }) => severity === 'error'),
      codes,
    }
  } catch (error) {
    if (!(error instanceof VoiceXmlError)) throw error
    return { isSame: false, isLost: false, codes: error.code }
  }
}

/** The element with its attributes, expressions as `${e}`; `undefined` when an attribute cannot be known. */
function writeElement(name: string, call: PyNode): string | undefined {
  const known = new Map([...getAttributes(name).keys()].map((plivo) => [normalise(plivo), plivo]))
  let attributes = ''
  let content = ''
  for (const { value, name: keyword, isSpread } of getArguments(call)) {
    if (isSpread) return undefined
    if (is(value, 'none')) continue
    if (keyword === undefined) {
      content = HOLE
      continue
    }
    if (/^(?:content|body|text)$/.test(keyword)) content = HOLE
    else attributes += ` ${known.get(normalise(keyword)) ?? keyword}="${write(value)}"`
  }
  return content === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${content}</${name}>`
}

function write(value: PyNode): string {
  if (is(value, 'true', 'false')) return value.text().toLowerCase()
  if (is(value, 'integer', 'float')) return value.text()
  const text = getStringValue(value)
  return text === undefined ? HOLE : text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}

/** The call that a name or attribute is the callee of. */
export function getCallOf(callee: PyNode): PyNode | undefined {
  const parent = callee.parent()
  if (parent === null || !is(parent, 'call')) return undefined
  return getField(parent, 'function')?.id() === callee.id() ? parent : undefined
}
