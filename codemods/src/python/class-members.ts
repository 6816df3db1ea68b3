import { oncePerFile } from '../language.ts'
import type { SourceFile } from '../source-file.ts'
import { findAround, getField, getPythonTree, is, type PyNode } from './tree.ts'

/** What a class is made of, by name. */
export interface ClassMembers {
  /** Assignments of `self.name` in its methods, and of `name` in its body. */
  readonly assignments: ReadonlyMap<string, readonly PyNode[]>
  readonly methods: ReadonlyMap<string, PyNode>
}

interface Draft {
  readonly assignments: Map<string, PyNode[]>
  readonly methods: Map<string, PyNode>
}

const NONE: ClassMembers = { assignments: new Map(), methods: new Map() }

const getAllMembers = oncePerFile((file): ReadonlyMap<number, ClassMembers> => {
  const tree = getPythonTree(file)
  const classes = new Map<number, Draft>()
  const open = (owner: PyNode): Draft => {
    const known = classes.get(owner.id()) ?? { assignments: new Map(), methods: new Map() }
    classes.set(owner.id(), known)
    return known
  }
  for (const node of tree.getNodes('assignment')) {
    const left = getField(node, 'left')
    const own = left === undefined ? undefined : /^(?:self|cls)\.(\w+)$/.exec(left.text())?.[1]
    const owner =
      own !== undefined
        ? findAround(node, 'class_definition')
        : findAround(node, 'class_definition', 'function_definition')
    const name = own ?? (left !== undefined && is(left, 'identifier') ? left.text() : undefined)
    if (name === undefined || owner === undefined || !is(owner, 'class_definition')) continue
    const { assignments } = open(owner)
    assignments.set(name, [...(assignments.get(name) ?? []), node])
  }
  for (const node of tree.getNodes('function_definition')) {
    const owner = findAround(node, 'class_definition', 'function_definition')
    const name = getField(node, 'name')?.text()
    if (name !== undefined && owner !== undefined && is(owner, 'class_definition')) open(owner).methods.set(name, node)
  }
  return classes
})

/** The members of a class of a file. */
export function getClassMembers(file: SourceFile, owner: PyNode): ClassMembers {
  return getAllMembers(file).get(owner.id()) ?? NONE
}
