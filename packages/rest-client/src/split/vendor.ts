/** The two services a split client places calls with. */
export type Vendor = 'plivo' | 'vobiz'

/** The other one. */
export const otherThan = (vendor: Vendor): Vendor => (vendor === 'plivo' ? 'vobiz' : 'plivo')
