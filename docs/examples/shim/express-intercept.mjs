// #region intercept
import { expressIntercept } from '@plivo-to-vobiz/shim/express'
import express from 'express'
import { voice } from './plivo-routes.mjs'

const app = express()
app.use(
  expressIntercept({
    plivo: { authToken: process.env.PLIVO_AUTH_TOKEN },
    vobiz: { authToken: process.env.VOBIZ_AUTH_TOKEN },
    publicUrl: process.env.PUBLIC_URL,
    paths: ['/voice'],
    routes: { answer: '/voice/answer', ring: '/voice/ring', hangup: '/voice/hangup' },
  }),
)
app.use(express.urlencoded({ extended: false }))
app.use('/voice', voice) // as before
// #endregion

const server = app.listen(process.env.PORT ?? 3000, () => console.info(`listening on port ${server.address().port}`))
