import type { ModuleRef, Origin } from '../../src/javascript/sdk-values.ts'
import type { Tree } from '../../src/javascript/tree.ts'
import { findAround, getRange } from '../../src/javascript/tree.ts'
import type { Edit } from '../../src/touchpoint.ts'
import {
  editDeclarator,
  editImport,
  editImportEquals,
  editInlineLoad,
  type ImportContext,
  insertAtTop,
} from './imports.ts'
import type { NamePlan } from './names.ts'
import type { HelperCall } from './uses.ts'

/** What the edits of an origin depend on. */
export interface OriginContext {
  readonly tree: Tree
  readonly module: string
  readonly plan: NamePlan
}

/** The edits that make the callee of a rewritten call come from our module. */
export function getOriginEdits({ tree, module, plan }: OriginContext, { call, origin }: HelperCall): readonly Edit[] {
  const context: ImportContext = { tree, module, moved: plan.moved, needed: plan.needed }
  const renamed = origin.kind === 'member' ? (plan.replacements.get(origin.node) ?? undefined) : undefined
  const callee = plan.replacements.get(call.callee)
  const edits: Edit[] = []
  if (renamed !== undefined) edits.push({ ...getRange(origin.node), text: renamed })
  else if (callee !== undefined) edits.push({ ...getRange(call.callee), text: callee })
  return [...edits, ...getLoadEdits(context, origin)]
}

function getLoadEdits(context: ImportContext, origin: Origin): readonly Edit[] {
  if (origin.kind === 'specifier') return editImport(context, origin.declaration)
  const { ref } = origin
  if (ref.loader === 'then') return editInlineLoad(context, { ...ref, ...(ref.load && { load: ref.load }) })
  const edits = ref.binding === undefined ? [] : editHolder(context, ref)
  if (origin.kind === 'property') {
    const declarator = findAround(context.tree, origin.node, ['VariableDeclarator'])
    return [...edits, ...(declarator ? editDeclarator(context, declarator, ref) : [])]
  }
  return ref.binding === undefined ? editInlineLoad(context, ref) : edits
}

/** The edits at the place where a name for the SDK's module is declared. */
function editHolder(context: ImportContext, ref: ModuleRef): readonly Edit[] {
  const origin = ref.binding?.origin
  if (origin?.kind === 'import') return editImport(context, origin.declaration)
  if (origin?.kind === 'import-equals') return editImportEquals(context, origin.declaration, ref)
  if (origin?.kind === 'variable' && origin.declarator.init) return editDeclarator(context, origin.declarator, ref)
  const names = ref.binding && context.needed.get(ref.binding)
  const edit = names && insertAtTop(context, ref, names)
  return edit === undefined ? [] : [edit]
}
