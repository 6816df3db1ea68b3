import type { Exchange, Problem } from '../transcript.ts'

/** Turns the verdict round for a request that nobody should believe: refused is right, accepted is an error. */
export function judgeForged(exchange: Exchange): Exchange {
  const status = exchange.reply?.status ?? 0
  if (status >= 400 && status < 500) {
    return { ...exchange, problems: exchange.problems.filter(({ code }) => code !== 'bad-status') }
  }
  if (exchange.reply === undefined) return exchange
  const problem: Problem = {
    code: 'let-in',
    severity: 'error',
    message: `a webhook without a good signature was answered ${status}; expected a status from 400 to 499`,
  }
  return { ...exchange, problems: [problem] }
}
