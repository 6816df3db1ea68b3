const SEPARATORS = /[\s().\-\u00a0]/g

/** Digits of a number written with or without `+` and separators; `undefined` when it is not a number. */
export function toDigits(number: unknown): string | undefined {
  if (typeof number !== 'string' && typeof number !== 'number') return undefined
  const bare = String(number).replace(SEPARATORS, '').replace(/^\+/, '')
  return /^\d{3,15}$/.test(bare) ? bare : undefined
}

/** `+14155550123`: what Vobiz calls `e164`. Anything that is not a number stays as it is. */
export function addPlus(number: unknown): unknown {
  const digits = toDigits(number)
  return digits === undefined ? number : `+${digits}`
}

/** `14155550123`: how Plivo writes a number. Anything that is not a number stays as it is. */
export function dropPlus(number: unknown): unknown {
  return toDigits(number) ?? number
}
