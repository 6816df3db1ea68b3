import { createGateway } from '@plivo-to-vobiz/shim/gateway'
import { report } from './report.ts'
import { PUBLIC, TOKENS } from './requests.ts'

/** The gateway as the guide sets it up. */
report(
  createGateway({
    upstream: process.env.UPSTREAM ?? '',
    publicUrl: PUBLIC,
    plivo: { authToken: TOKENS.plivo },
    vobiz: { authToken: TOKENS.vobiz },
    paths: ['/voice'],
  }),
)
