import { createMemoryStore } from '@plivo-to-vobiz/shim'
import { createGateway } from '@plivo-to-vobiz/shim/gateway'
import { report } from './report.ts'
import { PUBLIC, TOKENS } from './requests.ts'

/** The gateway as the guide sets it up; a soak makes its memory small, to see it full. */
const entries = process.env.STORE_ENTRIES
report(
  createGateway({
    upstream: process.env.UPSTREAM ?? '',
    publicUrl: PUBLIC,
    plivo: { authToken: TOKENS.plivo },
    vobiz: { authToken: TOKENS.vobiz },
    paths: ['/voice'],
    onEvent: () => {},
    ...(entries !== undefined && { store: createMemoryStore({ maxEntries: Number(entries) }) }),
  }),
)
