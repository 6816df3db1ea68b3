// #region shim
import { webShim } from '@plivo-to-vobiz/shim/web'
import { Hono } from 'hono'
import { options } from './voice.mjs'

const shim = webShim(options)
export const app = new Hono()
app.all('/voice/*', (c) => shim(c.req.raw))
// #endregion
