/** In memory: good enough for the wallboard, gone after a restart. */
const calls = new Map()

const find = ({ CallUUID: id, From: from, To: to }) => {
  if (!calls.has(id)) calls.set(id, { id, from, to, status: 'new', seconds: 0, steps: [] })
  return calls.get(id)
}

export function addStep(params, step, changes) {
  const call = find(params)
  call.steps.push(step)
  Object.assign(call, changes)
}

/** Adds up, so calling it twice for one call would bill the customer twice. */
export function finish(params) {
  const call = find(params)
  call.steps.push('hangup')
  call.status = params.CallStatus
  call.seconds += Number(params.Duration || 0)
}

export const listCalls = () => [...calls.values()]
