export type Params = Readonly<Record<string, string>>

interface LoggedCall {
  readonly id: string
  readonly to: string
  status: string
  seconds: number
  message?: string
  readonly steps: string[]
}

/** In memory: good enough for the wallboard, gone after a restart. */
const calls = new Map<string, LoggedCall>()

function find({ CallUUID: id = '', To: to = '' }: Params): LoggedCall {
  const known = calls.get(id) ?? { id, to, status: 'new', seconds: 0, steps: [] }
  calls.set(id, known)
  return known
}

export function addStep(params: Params, step: string, changes: Partial<LoggedCall> = {}): void {
  const call = find(params)
  call.steps.push(step)
  Object.assign(call, changes)
}

/** Adds up, so calling it twice for one call would bill the customer twice. */
export function finish(params: Params): void {
  const call = find(params)
  call.steps.push('hangup')
  call.status = params.CallStatus ?? ''
  call.seconds += Number(params.Duration ?? 0)
}

export const listCalls = (): LoggedCall[] => [...calls.values()]
