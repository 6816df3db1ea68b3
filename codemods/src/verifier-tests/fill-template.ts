/** What a template is filled with. */
export interface Filling {
  /** Names of the parts that are kept: from a line `@if name` to its `@end`. */
  readonly parts: readonly string[]
  /** Texts for `@name@`; a line that an empty text leaves blank goes. */
  readonly values: Readonly<Record<string, string>>
}

/** The text of a template with its parts chosen and its places filled. */
export function fillTemplate(template: string, { parts, values }: Filling): string {
  const open: boolean[] = []
  const lines: string[] = []
  for (const line of template.split('\n')) {
    const [, name] = /^@if (\w+)$/.exec(line) ?? []
    if (name !== undefined) open.push(parts.includes(name))
    else if (line === '@end') open.pop()
    else if (open.every((isKept) => isKept)) {
      const filled = line.replace(/@(\w+)@/g, (place, key: string) => values[key] ?? place)
      if (filled !== '' || line === '') lines.push(filled)
    }
  }
  return lines.join('\n')
}
