const PREDEFINED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const REFERENCE = /&(?:(amp|lt|gt|quot|apos)|#x([0-9A-Fa-f]{1,6})|#([0-9]{1,7}));/y
const REFERENCES = /&(?:(amp|lt|gt|quot|apos)|#x([0-9A-Fa-f]{1,6})|#([0-9]{1,7}));/g

/** Offset behind the reference at `start`, or -1 when there is no valid one. There are no other entities: no DTD is read. */
export function findReferenceEnd(text: string, start: number): number {
  REFERENCE.lastIndex = start
  const match = REFERENCE.exec(text)
  if (match === null) return -1
  if (match[1] === undefined && !isCharacter(toCodePoint(match[2], match[3]))) return -1
  return start + match[0].length
}

/** Replaces references by the characters they stand for; anything else stays as it is. */
export function decode(raw: string): string {
  if (!raw.includes('&')) return raw
  return raw.replace(
    REFERENCES,
    (whole, name: string | undefined, hex: string | undefined, decimal: string | undefined) => {
      if (name !== undefined) return PREDEFINED[name] ?? whole
      const point = toCodePoint(hex, decimal)
      return isCharacter(point) ? String.fromCodePoint(point) : whole
    },
  )
}

const UNSAFE_IN_ATTRIBUTE = /[&<"\t\n\r]/

/** Escapes a value for a double-quoted attribute. */
export function encodeAttribute(value: string): string {
  if (!UNSAFE_IN_ATTRIBUTE.test(value)) return value
  return value
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/"/g, '&quot;')
    .replace(/[\t\n\r]/g, (space) => `&#x${space.charCodeAt(0).toString(16).toUpperCase()};`)
}

/** Escapes text between tags. */
export function encodeText(value: string): string {
  return value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\r/g, '&#xD;')
}

const toCodePoint = (hex: string | undefined, decimal: string | undefined): number =>
  hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)

const isCharacter = (point: number): boolean =>
  point === 0x9 ||
  point === 0xa ||
  point === 0xd ||
  (point >= 0x20 && point <= 0xd7ff) ||
  (point >= 0xe000 && point <= 0xfffd) ||
  (point >= 0x10000 && point <= 0x10ffff)
