import { ENVIRONMENT } from '@plivo-to-vobiz/mappings'

/** Variables of the environment that hold Plivo's settings, and what they are called for Vobiz. */
export const COUNTERPARTS: ReadonlyMap<string, string> = new Map(ENVIRONMENT.map(({ plivo, vobiz }) => [plivo, vobiz]))

/** The variable that holds Vobiz's auth token. */
export const VOBIZ_TOKEN: string = ENVIRONMENT.find(({ plivo }) => plivo.endsWith('TOKEN'))?.vobiz ?? ''
