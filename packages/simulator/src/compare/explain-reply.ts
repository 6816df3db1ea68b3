import { ATTRIBUTE, type AttributeRow, ELEMENT, findElement, getAttributes } from '@plivo-to-vobiz/mappings'
import type { CanonicalElement } from './canonical.ts'
import { printCanonical } from './canonical.ts'
import type { Explanation } from './explanation.ts'
import { joinExplanations, UNEXPLAINED } from './explanation.ts'

/** Says why two documents of the same moment differ, element by element. */
export function explainDocuments(left: readonly CanonicalElement[], right: readonly CanonicalElement[]): Explanation {
  const rest = [...right]
  const explanations = left.map((element) => {
    const index = rest.findIndex(({ name }) => name === element.name)
    const [other] = index === -1 ? [] : rest.splice(index, 1)
    return explainElement(element, other)
  })
  return joinExplanations([...explanations, ...rest.map(() => UNEXPLAINED)])
}

function explainElement(left: CanonicalElement, right: CanonicalElement | undefined): Explanation {
  if (right === undefined) {
    const isLost = findElement(left.plivoName)?.vobiz === null
    return isLost ? { rows: [`element:${left.plivoName}`], explained: true } : UNEXPLAINED
  }
  if (printCanonical(left) === printCanonical(right)) return { rows: [], explained: true }
  const inside = explainDocuments(left.children, right.children)
  const losesChild = left.children.length > right.children.length
  const children = losesChild ? { rows: [`element:${left.plivoName}`], explained: true } : inside
  const text = left.text === right.text ? { rows: [], explained: true } : UNEXPLAINED
  return joinExplanations([explainAttributes(left, right), children, left.children.length > 0 ? children : text])
}

function explainAttributes(left: CanonicalElement, right: CanonicalElement): Explanation {
  const names = new Set([...Object.keys(left.attributes), ...Object.keys(right.attributes)])
  const differing = [...names].filter((name) => left.attributes[name] !== right.attributes[name])
  return joinExplanations(
    differing.map((name) => {
      const rows = [...getAttributes(left.plivoName).values()].filter(
        (row) => (row.vobiz === name || row.plivo === name) && changesSomething(row),
      )
      if (isRecordReport(name, left, right)) return { rows: ['C16'], explained: true }
      if (rows.length === 0) return UNEXPLAINED
      return { rows: rows.map(({ plivo }) => `attribute:${left.plivoName}.${plivo}`), explained: true }
    }),
  )
}

/** Vobiz has to be told twice where to report a recording: its action is called before there is a file. */
const isRecordReport = (name: string, left: CanonicalElement, right: CanonicalElement): boolean =>
  left.plivoName === ELEMENT.Record &&
  name === ATTRIBUTE.callbackUrl &&
  left.attributes[name] === undefined &&
  right.attributes[name] === left.attributes[ATTRIBUTE.action]

/** Whether a row says that the attribute does not arrive as it was written. */
const changesSomething = (row: AttributeRow): boolean =>
  row.status !== 'same' ||
  [row.emit, row.check, row.convert, row.recase, row.flag, row.range].some((part) => part !== undefined)
