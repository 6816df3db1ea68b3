import type { Edit } from '../touchpoint.ts'
import {
  editDeclarator,
  editImport,
  editImportEquals,
  editInlineLoad,
  type ImportContext,
  insertAtTop,
} from './imports.ts'
import type { NamePlan, NameUse } from './names.ts'
import type { ModuleRef, Origin } from './sdk-values.ts'
import type { Tree } from './tree.ts'
import { findAround, getRange } from './tree.ts'

/** What the edits of an origin depend on. */
export interface OriginContext {
  readonly tree: Tree
  readonly module: string
  readonly plan: NamePlan
}

/** The edits that make a use of a member come from our module. */
export function getOriginEdits({ tree, module, plan }: OriginContext, { node, origin }: NameUse): readonly Edit[] {
  const context: ImportContext = { tree, module, moved: plan.moved, needed: plan.needed }
  const renamed = origin.kind === 'member' ? (plan.replacements.get(origin.node) ?? undefined) : undefined
  const own = plan.replacements.get(node)
  const edits: Edit[] = []
  if (renamed !== undefined) edits.push({ ...getRange(origin.node), text: renamed })
  else if (own !== undefined) edits.push({ ...getRange(node), text: own })
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
