import { serve } from '@hono/node-server'
import { POST } from './app/api/voicebip/route.js'

const port = Number(process.env.PORT ?? 3000)
serve({ fetch: POST, port }, (address) => console.info(`listening on port ${address.port}`))
