// #region shim
import { koaShim } from '@plivo-to-vobiz/shim/koa'
import Koa from 'koa'
import { options } from './voice.mjs'

const app = new Koa()
const shim = koaShim(options)
app.use((ctx, next) => (ctx.path.startsWith('/voice/') ? shim(ctx) : next()))
// #endregion

const server = app.listen(process.env.PORT ?? 3000, () => console.info(`listening on port ${server.address().port}`))
