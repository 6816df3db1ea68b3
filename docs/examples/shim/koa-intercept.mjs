// #region intercept
import { bodyParser } from '@koa/bodyparser'
import { koaIntercept } from '@plivo-to-vobiz/shim/koa'
import Koa from 'koa'
import { voice } from './plivo-routes-koa.mjs'

const app = new Koa()
app.use(
  koaIntercept({
    plivo: { authToken: process.env.PLIVO_AUTH_TOKEN },
    vobiz: { authToken: process.env.VOBIZ_AUTH_TOKEN },
    publicUrl: process.env.PUBLIC_URL,
    paths: ['/voice'],
    routes: { answer: '/voice/answer', ring: '/voice/ring', hangup: '/voice/hangup' },
  }),
)
app.use(bodyParser())
app.use(voice) // as before
// #endregion

const server = app.listen(process.env.PORT ?? 3000, () => console.info(`listening on port ${server.address().port}`))
