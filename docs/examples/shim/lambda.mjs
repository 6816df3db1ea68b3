// #region shim
import { lambdaShim } from '@plivo-to-vobiz/shim/lambda'
import { options } from './voice.mjs'

export const handler = lambdaShim(options)
// #endregion
