import { readFile } from 'node:fs/promises'
import { isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml'
import { UsageError } from '../exit.ts'

/** A configuration file as it was read. */
export interface ConfigFile {
  /** Name as the user gave it. */
  readonly name: string
  readonly content: unknown
  /** Line and column of a key path, `3:11`; of the last part of it that is there. */
  readonly locate: (path: readonly PropertyKey[]) => string
}

/** Reads YAML (or JSON, which is YAML). Its own messages quote no source line: there may be secrets in it. */
export async function readConfigFile(name: string, path: string): Promise<ConfigFile> {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new UsageError(`${name} cannot be read (${cause.code ?? cause.message}).`)
  })
  const lines = new LineCounter()
  const document = parseDocument(text, { prettyErrors: false, lineCounter: lines })
  const toPlace = (offset: number): string => {
    const { line, col } = lines.linePos(offset)
    return `${line}:${col}`
  }
  const [error] = document.errors
  if (error !== undefined) throw new UsageError(`${name}:${toPlace(error.pos[0])} is no YAML (${error.code}).`)
  return {
    name,
    content: document.toJS() ?? {},
    locate: (path) => {
      for (let length = path.length; length > 0; length -= 1) {
        const offset = findOffset(document.contents, path.slice(0, length))
        if (offset !== undefined) return toPlace(offset)
      }
      return '1:1'
    },
  }
}

/** Where the key stands; where an item of a list starts. */
function findOffset(root: unknown, path: readonly PropertyKey[]): number | undefined {
  let node = root
  let offset: number | undefined
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === part)
      if (pair === undefined || !isNode(pair.key)) return undefined
      offset = pair.key.range?.[0]
      node = pair.value
    } else if (isNode(node) && 'items' in node && Array.isArray(node.items)) {
      node = node.items[Number(part)]
      if (!isNode(node)) return undefined
      offset = node.range?.[0]
    } else return undefined
  }
  return offset
}
