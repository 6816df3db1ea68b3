import { ELEMENT } from '@plivo-to-vobiz/mappings'
import { findMemberUses, type MemberUse } from '../../src/javascript/member-uses.ts'
import { moveMembers } from '../../src/javascript/move-members.ts'
import { getSdkEvaluate } from '../../src/javascript/sdk-evaluate.ts'
import { isRegistryModule } from '../../src/javascript/sdk-modules.ts'
import { getRange, getTree } from '../../src/javascript/tree.ts'
import type { SourceFile } from '../../src/source-file.ts'
import type { Kind, Range, Target } from '../../src/touchpoint.ts'
import type { Rewrite } from '../../src/transform.ts'
import { describeVerb } from './verb.ts'

/** Our builder, with the SDK's methods. */
const BUILDER_MODULE = '@plivo-to-vobiz/voice-xml/builder'
const PACKAGE = '@plivo-to-vobiz/voice-xml'
/** The builder is named after the root of what it builds. */
const BUILDER: string = ELEMENT.Response

/** A place that has to do with the builder, and what becomes of it for each target. */
export interface BuilderSite {
  readonly kind: Kind
  readonly range: Range
  readonly rewrite: Readonly<Record<Target, Rewrite>>
}

const NOTHING: Rewrite = { edits: [], notes: [] }

/** The builders of a file and the verbs that are different on Vobiz. */
export function findBuilderSites(file: SourceFile): readonly BuilderSite[] {
  const uses = findMemberUses(file, [BUILDER])
  const verbs = findVerbSites(file)
  if (uses.length === 0) return verbs
  const tree = getTree(file)
  const stays = { edits: [], notes: [{ code: 'xml-builder', action: 'review' as const }] }
  const isLost = verbs.some(({ rewrite }) => 'task' in rewrite.vobiz)
  const moved = isLost ? undefined : moveMembers(tree, { uses, module: BUILDER_MODULE, toLonger })
  const isStuck = uses.some((use) => !moved?.has(use.node) || isRegistryModule(use.origin.module))
  return [
    ...uses.map((use): BuilderSite => {
      const range = getRange(use.call ?? use.node)
      const task: Rewrite = { task: { code: isLost ? 'xml-builder-waits' : 'xml-builder-stuck' } }
      const edits = moved?.get(use.node) ?? []
      const vobiz = isStuck ? task : { edits, notes: [{ code: 'xml-builder-moved' }], packages: [PACKAGE] }
      return { kind: 'xml-builder', range, rewrite: { both: isMade(use) ? stays : NOTHING, vobiz } }
    }),
    ...verbs,
  ]
}

const isMade = ({ call }: MemberUse): boolean => call !== undefined

const toLonger = (name: string): string => `Voice${name}`

function findVerbSites(file: SourceFile): readonly BuilderSite[] {
  const tree = getTree(file)
  const evaluate = getSdkEvaluate(file)
  return [...tree.getNodes('CallExpression'), ...tree.getNodes('OptionalCallExpression')].flatMap(
    (call): readonly BuilderSite[] => {
      const value = evaluate(call.callee)
      if (value?.kind !== 'made' || value.by !== BUILDER) return []
      const verb = describeVerb(value.path.at(-1) ?? '', call)
      if (verb === undefined) return []
      const range = getRange(call)
      if (verb.isLost) {
        const task = { code: 'xml-builder-lost', args: { verb: verb.element } }
        return [{ kind: 'no-equivalent', range, rewrite: { both: { task }, vobiz: { task } } }]
      }
      const { codes } = verb
      if (codes.length === 0) return []
      const rewrite: Rewrite = { edits: [], notes: [{ code: 'xml-builder-codes', args: { codes: codes.join(', ') } }] }
      return [{ kind: 'xml-builder', range, rewrite: { both: rewrite, vobiz: rewrite } }]
    },
  )
}
