import { CODE_LANGUAGES, type Code, getCalls, getCode } from '../../src/grammar/code.ts'
import { findAround, getRange, is, type Node } from '../../src/grammar/tree.ts'
import { getStringValue } from '../../src/grammar/values.ts'
import { COUNTERPARTS } from '../../src/settings/counterparts.ts'
import { findPlaces } from '../../src/settings/find-places.ts'
import type { Touchpoint } from '../../src/touchpoint.ts'
import type { Rewrite, Transform } from '../../src/transform.ts'

const name = 'code-setting'
const RING = /^(?:set|with)?ring(?:url|method)$/

interface SettingTouchpoint extends Touchpoint {
  readonly setting: string
  readonly vobiz: string
}

/**
 * Settings in Go, Ruby, PHP, Java and C#: reads of Plivo's credentials from the environment or a configuration, and the
 * ring URL given with a call. Where nothing needs Plivo's credentials any more, the name of Vobiz's variable takes the
 * place of Plivo's; else it reports. The tokens of signature checks belong to the transforms for those.
 */
export const codeSetting: Transform<SettingTouchpoint> = {
  name,
  languages: CODE_LANGUAGES,
  needs: /plivo/i,
  stage: 5,
  find(file) {
    const code = getCode(file)
    return [...findReads(code), ...findRingUrls(code)]
  },
  rewrite({ kind, setting, vobiz, range }, file, { target, isDone = false }): Rewrite {
    if (kind === 'ring-url') return { task: { code: 'ring-url' } }
    if (target === 'vobiz' && isDone && COUNTERPARTS.has(setting)) {
      const start = file.text.indexOf(setting, range.start)
      const edits = [{ start, end: start + setting.length, text: vobiz }]
      return { edits, notes: [{ code: 'env-var-renamed', args: { plivo: setting, vobiz } }] }
    }
    const action = target === 'both' ? ('review' as const) : ('manual' as const)
    return { edits: [], notes: [{ code: 'env-var', action, args: { plivo: setting, vobiz } }] }
  },
}

/** Literals that name a credential and nothing else: `"PLIVO_AUTH_ID"`, `"plivo.auth_id"`, `"${plivo.auth-id}"`. */
function findReads(code: Code): readonly SettingTouchpoint[] {
  const { facts, tree } = code
  return facts.strings
    .flatMap((kind) => tree.getNodes(kind))
    .flatMap((node): readonly SettingTouchpoint[] => {
      const text = getStringValue(code, node)
      if (text === undefined || !/plivo/i.test(text) || /\s/.test(text)) return []
      // .NET writes the parts of a key with colons.
      const place = findPlaces(text.replaceAll(':', '.'), true).find(({ what }) => what === 'credential')
      const setting = COUNTERPARTS.has(text) ? text : place && text.slice(place.range.start, place.range.end)
      const vobiz = COUNTERPARTS.get(text) ?? place?.vobiz
      if (setting === undefined || vobiz === undefined || isOfBoth(code, node, vobiz)) return []
      return [{ transform: name, kind: 'env-var', range: getRange(node), setting, vobiz }]
    })
}

/** The tokens of a check that accepts both providers are as they should be. */
function isOfBoth({ facts }: Code, node: Node, vobiz: string): boolean {
  const call = findAround(node, ...facts.calls)
  const around = call && findAround(call, ...facts.calls)
  return around !== undefined && /vobiz_?signatures/i.test(around.text()) && around.text().includes(vobiz)
}

/** A ring URL among the options of a call or an application: an entry, a field, a named argument or a setter. */
function findRingUrls({ file, facts, tree }: Code): readonly SettingTouchpoint[] {
  const found = new Map<number, Node>()
  const add = (key: string, node: Node): void => {
    const plain = key.replaceAll(/[^A-Za-z]/g, '').toLowerCase()
    if (RING.test(plain)) found.set(getRange(node).start, node)
  }
  for (const node of [...facts.entries, ...facts.assignments].flatMap((kind) => tree.getNodes(kind)))
    for (const { target } of facts.readAssignment(node)) add(target.text().split(/\.|->/).at(-1) ?? '', node)
  for (const call of getCalls(file)) {
    if (call.arguments.length === 1) add(call.name, call.nameNode)
    for (const argument of call.arguments)
      if (argument.name !== undefined && !is(argument.value.parent(), ...facts.entries))
        add(argument.name, argument.value)
  }
  return [...found.values()].map((node) => ({
    transform: name,
    kind: 'ring-url',
    range: getRange(node),
    setting: '',
    vobiz: '',
  }))
}
