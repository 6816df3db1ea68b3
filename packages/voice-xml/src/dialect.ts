/** Whose vocabulary a document is written in. */
export type Dialect = 'plivo' | 'vobiz'
