// #region handlers
import plivo from 'plivo'

/** What the application does, whichever platform calls. */
export const handlers = {
  answer: (call) => {
    const response = plivo.Response()
    const digits = response.addGetDigits({ action: `${process.env.PUBLIC_URL}/voice/menu`, numDigits: 1 })
    digits.addSpeak(`Welcome, caller from ${call.params.From}. Press 1 for sales.`)
    return response
  },
  hangup: (call) => console.info(call.callUuid, call.outcome),
}

/** The same for every host. */
export const options = {
  plivo: { authToken: process.env.PLIVO_AUTH_TOKEN },
  vobiz: { authToken: process.env.VOBIZ_AUTH_TOKEN },
  publicUrl: process.env.PUBLIC_URL, // what the platforms were given, up to the path
  handlers,
}
// #endregion
