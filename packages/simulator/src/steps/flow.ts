import { ATTRIBUTE, EVENT } from '@plivo-to-vobiz/mappings'
import { CODE } from '../call/hangup-cause.ts'
import { Interruption } from '../call/interruption.ts'
import { readNumber } from '../document/read-number.ts'
import type { StepHandler } from '../session.ts'

/** Redirect: go on with the document of another address. */
export const redirect: StepHandler = async (element, session) => {
  const method = element.attributes[ATTRIBUTE.method]
  const delivery = await session.send({
    moment: 'redirect',
    url: element.text,
    method,
    set: 'redirect',
    event: EVENT.Redirect,
  })
  return { go: 'document', moment: 'redirect', delivery }
}

/** Hangup: the application ends the call, at once or after a while during which what follows is carried out. */
export const hangup: StepHandler = async (element, session) => {
  const { reason } = element.attributes
  const schedule = readNumber(element, ATTRIBUTE.schedule, 0)
  if (schedule > 0) {
    session.call.answered = true
    session.plan({
      at: session.call.seconds + schedule,
      run: async () => {
        session.note(element.name, 'ends', `the application hangs up as planned, after ${schedule} s`)
        throw new Interruption({ go: 'end', code: CODE.scheduled, source: 'Answer XML' })
      },
    })
    return { go: 'on' }
  }
  const { call } = session
  // The row of Hangup: as first element without a reason, Vobiz turns the call down.
  const turnedDown = reason === undefined && !call.answered && call.provider === 'vobiz'
  if (reason === undefined && !turnedDown) call.answered = true
  const because = turnedDown ? [`element:${element.name}`] : []
  session.note(element.name, 'ends', 'the application hangs up', [], because)
  const code = reason === 'busy' ? CODE.busy : reason === 'rejected' || turnedDown ? CODE.rejected : CODE.normal
  return { go: 'end', code, source: 'Answer XML' }
}

/** An element that both the provider and the application know, and this simulator does not play. */
export const notSimulated: StepHandler = async (element, session) => {
  const message = `<${element.name}> is not played; the call goes on with what follows it.`
  session.note(element.name, 'skips', element.text, [{ code: 'not-simulated', severity: 'info', message }])
  return { go: 'on' }
}
