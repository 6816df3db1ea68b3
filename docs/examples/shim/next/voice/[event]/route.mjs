// #region shim
// app/voice/[event]/route.js
import { webShim } from '@plivo-to-vobiz/shim/web'
import { options } from '../../../voice.mjs'

const shim = webShim(options)
export const POST = (request) => shim(request)
export const GET = (request) => shim(request)
// #endregion
