// #region shim
import { expressShim } from '@plivo-to-vobiz/shim/express'
import express from 'express'
import { options } from './voice.mjs'

const app = express()
app.use('/voice', expressShim(options))
// #endregion

const server = app.listen(process.env.PORT ?? 3000, () => console.info(`listening on port ${server.address().port}`))
