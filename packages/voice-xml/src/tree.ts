/** An attribute and where it stands. Offsets are UTF-16 units of the source. */
export interface AttributeNode {
  readonly name: string
  readonly start: number
  /** First unit of the value, behind the opening quote. */
  readonly valueStart: number
  /** Offset of the closing quote. */
  readonly valueEnd: number
  /** Value with its references decoded. */
  readonly value: string
}

/** An element and where its parts stand. */
export interface ElementNode {
  readonly name: string
  /** Offset of `<`. */
  readonly start: number
  readonly attributes: AttributeNode[]
  readonly children: ElementNode[]
  readonly parent: ElementNode | undefined
  /** Offset behind the last attribute, or behind the name: where another attribute can be added. */
  attributesEnd: number
  /** Offset behind the start tag. */
  contentStart: number
  /** Offset of the end tag; equals `contentStart` in an empty-element tag. */
  contentEnd: number
  /** Offset behind the element. */
  end: number
}

/** A scanned document. */
export interface DocumentNode {
  readonly source: string
  /** The root; several only in a fragment. */
  readonly roots: readonly ElementNode[]
  /** White space in front of the XML declaration, which no XML reader accepts; start and end offsets. */
  readonly leadingSpace: readonly [number, number] | undefined
  /** Whether the document starts with an XML declaration. */
  readonly declared: boolean
}

/** The attribute of that name, if the element has one. */
export function findAttribute(element: ElementNode, name: string): AttributeNode | undefined {
  for (const attribute of element.attributes) if (attribute.name === name) return attribute
  return undefined
}
