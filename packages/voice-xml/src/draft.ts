import type { ElementRule } from './element-rules.ts'
import { encodeAttribute } from './entities.ts'
import type { FindingCode } from './findings.ts'
import type { About, Pass } from './pass.ts'
import { type AttributeNode, type ElementNode, findAttribute } from './tree.ts'

/** One element on its way from Plivo to Vobiz: what it carries under Vobiz's names, and what is added to its tag. */
export class Draft {
  readonly pass: Pass
  readonly node: ElementNode
  readonly rule: ElementRule
  /** Children that stay. */
  readonly children: readonly ElementNode[]
  /** Whether an element that stays comes behind this one in the same parent. */
  readonly isFollowed: () => boolean
  readonly #values = new Map<string, string>()
  #added = ''

  constructor(
    pass: Pass,
    node: ElementNode,
    place: { rule: ElementRule; children: readonly ElementNode[]; isFollowed: () => boolean },
  ) {
    this.pass = pass
    this.node = node
    this.rule = place.rule
    this.children = place.children
    this.isFollowed = place.isFollowed
  }

  /** Attributes to append to the start tag, as markup. */
  get added(): string {
    return this.#added
  }

  /** Value of an attribute by Vobiz's name, kept or added. */
  get(name: string): string | undefined {
    return this.#values.get(name)
  }

  has(name: string): boolean {
    return this.#values.has(name)
  }

  /** The attribute as it stands in the source, by the source's name. */
  source(name: string): AttributeNode | undefined {
    return findAttribute(this.node, name)
  }

  /** Notes that the element carries an attribute. */
  keep(name: string, value: string): void {
    this.#values.set(name, value)
  }

  /** Appends an attribute. */
  add(name: string, value: string): void {
    this.#values.set(name, value)
    this.#added += ` ${name}="${encodeAttribute(value)}"`
  }

  /** Appends an attribute exactly as another one is written. */
  move(name: string, attribute: AttributeNode): void {
    this.#values.set(name, attribute.value)
    this.#added += ` ${name}=${this.pass.source.slice(attribute.valueStart - 1, attribute.valueEnd + 1)}`
  }

  report(code: FindingCode, about?: About): void {
    this.pass.report(code, this.node, about)
  }
}
