import { ATTRIBUTE, ELEMENT } from '@plivo-to-vobiz/mappings'
import { type ElementFacts, findFacts } from '../element-facts.ts'
import type { Pass } from '../pass.ts'
import { type ElementNode, findAttribute } from '../tree.ts'
import { checkUrl, resolveUrl } from '../url.ts'
import { isNoop } from '../value.ts'
import type { InputPlan } from './plan.ts'

const WHOLE_NUMBER = /^\s*0*[1-9]\d*\s*$/
const KEYS = /^[0-9*#]+$/

/** Plans an element that collects input; nothing for all others, and where nobody emulates. */
export function planInput(pass: Pass, node: ElementNode, parent: ElementFacts): InputPlan | undefined {
  const emulation = pass.options?.emulateInput
  if (emulation === undefined || parent.name !== ELEMENT.Response) return undefined
  if (node.name !== ELEMENT.GetDigits && node.name !== ELEMENT.GetInput) return undefined
  const plan = toPlan(pass, node)
  return emulation.takes(plan.action) ? plan : undefined
}

function toPlan(pass: Pass, node: ElementNode): InputPlan {
  const read = (name: string): string | undefined => findAttribute(node, name)?.value
  const attributes = findFacts(node.name)?.attributes
  const performed = new Set<string>()
  const perform = (name: string, isPossible: (value: string) => boolean): string | undefined => {
    const value = attributes?.get(name)?.emulatedCode === undefined ? undefined : read(name)
    if (value === undefined || !isPossible(value)) return undefined
    performed.add(name)
    return value
  }
  const retries = perform(ATTRIBUTE.retries, (value) => WHOLE_NUMBER.test(value))
  const validDigits = perform(ATTRIBUTE.validDigits, (value) => KEYS.test(value))
  const sound = perform(ATTRIBUTE.invalidDigitsSound, (value) => toAbsolute(pass, value) !== undefined)
  const digitFacts = attributes?.get(ATTRIBUTE.validDigits)
  const takesAll = validDigits === undefined || (digitFacts !== undefined && isNoop(digitFacts, validDigits))
  const action = read(ATTRIBUTE.action)?.trim() || undefined
  return {
    node,
    action: action === undefined ? undefined : (toAbsolute(pass, action) ?? action),
    tries: Number(retries ?? 1),
    validDigits: takesAll ? undefined : validDigits,
    invalidSound: sound === undefined ? undefined : toAbsolute(pass, sound),
    hasAction: action !== undefined,
    follows: read(ATTRIBUTE.redirect)?.toLowerCase() !== 'false',
    performed,
  }
}

/** An absolute URL stays as it is written, byte for byte; another one is resolved where there is something to start from. */
function toAbsolute({ options }: Pass, url: string): string | undefined {
  if (checkUrl(url, 'https') !== 'url-not-absolute') return URL.canParse(url) ? url : undefined
  return options?.baseUrl === undefined ? undefined : resolveUrl(url, options.baseUrl)
}
