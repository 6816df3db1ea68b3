import type { ElementFacts } from './element-facts.ts'
import { encodeAttribute } from './entities.ts'
import type { FindingCode } from './findings.ts'
import type { InputPlan } from './input/plan.ts'
import type { About, Pass } from './pass.ts'
import { type AttributeNode, type ElementNode, findAttribute } from './tree.ts'

/** Where an element stands, and what of it stays. */
export interface Place {
  readonly facts: ElementFacts
  readonly children: readonly ElementNode[]
  readonly isFollowed: boolean
}

/** One element on its way from Plivo to Vobiz: what it carries under Vobiz's names, and what is added to its tag. */
export class Draft {
  readonly pass: Pass
  readonly node: ElementNode
  readonly facts: ElementFacts
  /** Children that stay. */
  readonly children: readonly ElementNode[]
  /** Whether an element that stays comes behind this one in the same parent. */
  readonly isFollowed: boolean
  // Few enough to search; a map for every element costs more than it saves.
  readonly #names: string[] = []
  readonly #values: string[] = []
  #added = ''

  constructor(pass: Pass, node: ElementNode, { facts, children, isFollowed }: Place) {
    this.pass = pass
    this.node = node
    this.facts = facts
    this.children = children
    this.isFollowed = isFollowed
  }

  /** Attributes to append to the start tag, as markup. */
  get added(): string {
    return this.#added
  }

  /** How this input element is emulated, if it is. */
  get input(): InputPlan | undefined {
    const { input } = this.pass
    return input?.node === this.node ? input : undefined
  }

  /** Value of an attribute by Vobiz's name, kept or added. */
  get(name: string): string | undefined {
    const index = this.#names.indexOf(name)
    return index < 0 ? undefined : this.#values[index]
  }

  has(name: string): boolean {
    return this.#names.includes(name)
  }

  /** The attribute as it stands in the source, by the source's name. */
  source(name: string): AttributeNode | undefined {
    return findAttribute(this.node, name)
  }

  /** Notes that the element carries an attribute. */
  keep(name: string, value: string): void {
    this.#names.push(name)
    this.#values.push(value)
  }

  /** Appends an attribute. */
  add(name: string, value: string): void {
    this.keep(name, value)
    this.#added += ` ${name}="${encodeAttribute(value)}"`
  }

  /** Appends an attribute exactly as another one is written. */
  move(name: string, attribute: AttributeNode): void {
    this.keep(name, attribute.value)
    this.#added += ` ${name}=${this.pass.source.slice(attribute.valueStart - 1, attribute.valueEnd + 1)}`
  }

  report(code: FindingCode, about?: About): void {
    this.pass.report(code, this.node, about)
  }
}
