import { ATTRIBUTE, INPUT_MARK } from '@plivo-to-vobiz/mappings'

interface WithAttributes {
  readonly attributes: Readonly<Record<string, string>>
}

const MARK = new RegExp(`([?&])${INPUT_MARK}=[^&"#]*(&?)`, 'g')

/** An address, or a text that holds some, without the marks the shim puts on actions: no application sees them. */
export const withoutMarks = (text: string): string =>
  text.includes(INPUT_MARK)
    ? text.replace(MARK, (_, before: string, after: string) => (after === '' ? '' : before))
    : text

/** Whether an element carries a mark. */
export const isMarked = ({ attributes }: WithAttributes): boolean =>
  attributes[ATTRIBUTE.action]?.includes(INPUT_MARK) === true

/**
 * Elements with the tries of one input element as one: where the shim performs `retries`, it writes the element once
 * for each. Equal elements in a row are tries of one only when they are marked.
 */
export function joinTries<T extends WithAttributes>(elements: readonly (readonly [T, boolean])[]): readonly T[] {
  const joined: { element: T; print: string; tries: number }[] = []
  for (const [element, marked] of elements) {
    const last = joined.at(-1)
    const print = marked ? JSON.stringify(element) : ''
    if (last !== undefined && print !== '' && last.print === print) last.tries += 1
    else joined.push({ element, print, tries: 1 })
  }
  return joined.map(({ element, tries }) =>
    tries === 1 ? element : { ...element, attributes: withRetries(element.attributes, tries) },
  )
}

const withRetries = (attributes: WithAttributes['attributes'], tries: number): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ ...attributes, [ATTRIBUTE.retries]: String(tries) }).sort(([a], [b]) => (a < b ? -1 : 1)),
  )
