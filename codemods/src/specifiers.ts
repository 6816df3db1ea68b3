/** What a module loads: `from '…'`, `require('…')`, `import('…')`, `import '…'`. */
const SPECIFIER = /(?:\bfrom|\brequire\s*\(|\bimport\s*\(?)\s*['"`]([^'"`\n]+)['"`]/g

/** Extension of a module. */
export const MODULE: RegExp = /\.[cm]?[jt]sx?$/i

/** What the modules of a run load: of each whose bytes were looked at, its specifiers, one a line. */
export type Specifiers = ReadonlyMap<string, string>

/**
 * Finds the specifiers of a module, one a line. Bytes are looked at as they are, one character each: that is far cheaper
 * than decoding files that are read once. The result is a text of its own, since a part of a text keeps the whole text.
 */
export function findSpecifiers(bytes: Buffer): string {
  const own = new Set<string>()
  for (const [, specifier = ''] of bytes.toString('latin1').matchAll(SPECIFIER)) own.add(specifier)
  return own.size === 0 ? '' : Buffer.from([...own].join('\n'), 'latin1').toString()
}
