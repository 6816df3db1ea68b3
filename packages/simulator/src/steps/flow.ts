import { ATTRIBUTE, EVENT } from '@plivo-to-vobiz/mappings'
import { CODE } from '../call/hangup-cause.ts'
import type { StepHandler } from '../session.ts'

/** Redirect: go on with the document of another address. */
export const redirect: StepHandler = async (element, session) => {
  const method = element.attributes[ATTRIBUTE.method]
  const delivery = await session.send({ moment: 'redirect', url: element.text, method, event: EVENT.Redirect })
  return { go: 'document', moment: 'redirect', delivery }
}

/** Hangup: the application ends the call. */
export const hangup: StepHandler = async (element, session) => {
  const { reason } = element.attributes
  session.note(element.name, 'ends', 'the application hangs up')
  const code = reason === 'busy' ? CODE.busy : reason === 'rejected' ? CODE.rejected : CODE.normal
  return { go: 'end', code, source: 'Answer XML' }
}

/** An element that both the provider and the application know, and this simulator does not play yet. */
export const notSimulated: StepHandler = async (element, session) => {
  const message = `<${element.name}> is not played; the call goes on with what follows it.`
  session.note(element.name, 'skips', element.text, [{ code: 'not-simulated', severity: 'info', message }])
  return { go: 'on' }
}
