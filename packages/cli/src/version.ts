import { createRequire } from 'node:module'

/** Version of this package, asked for by name since the built file may be anywhere in `dist`. */
export const VERSION: string = createRequire(import.meta.url)('plivo-to-vobiz/package.json').version
