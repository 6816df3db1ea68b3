import { type Call, elapsed } from './call/call.ts'
import { type Target, toLocalUrl, toPublicUrl } from './loopback.ts'
import type { OperatorRequest } from './script.ts'
import type { Exchange, Problem, Step } from './transcript.ts'
import { sendHttp } from './webhook/http.ts'

interface Setting {
  /** Of the call it is about: its id and its clock. */
  readonly call: Pick<Call, 'uuid' | 'provider' | 'ringing' | 'seconds'>
  readonly target: Target
  readonly entries: (Exchange | Step)[]
  readonly patienceMs: number
}

/** An operator uses the application's own interface: neither provider is involved, nothing is signed. */
export async function askOperator(
  { method = 'POST', path, form = {} }: Omit<OperatorRequest, 'at'>,
  setting: Setting,
): Promise<void> {
  const { call, target, entries, patienceMs } = setting
  const fill = (text: string): string =>
    text.replaceAll('{CallUUID}', call.uuid).replaceAll('{provider}', call.provider)
  const params = Object.fromEntries(Object.entries(form).map(([name, value]) => [name, fill(value)]))
  const url = toPublicUrl(target, fill(path))
  const body = method === 'GET' ? '' : new URLSearchParams(params).toString()
  const request = { moment: 'operator', method, url, event: '', headerNames: [], params } as const
  const made = { kind: 'exchange', at: elapsed(call), attempt: 1, because: [], request } as const
  try {
    const { status, contentType, ...reply } = await sendHttp({
      url: toLocalUrl(target, url) ?? target.app,
      method,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': String(Buffer.byteLength(body)),
      },
      body,
      timeoutMs: patienceMs,
      maxBytes: 10_000,
    })
    const problem: Problem = { code: 'bad-status', severity: 'error', message: `the operator was answered ${status}` }
    const problems = status < 400 ? [] : [problem]
    entries.push({ ...made, reply: { status, contentType, body: reply.body, elements: [] }, problems })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    entries.push({ ...made, problems: [{ code: 'no-reply', severity: 'error', message: `no answer: ${reason}` }] })
  }
}
