import type { Client } from '../client.ts'
import { IncompleteError, PlivoRestError } from '../errors.ts'
import type { CopyAnswers, CopyPlan, CopyStep, VobizState } from './plan-copy.ts'

/** What applying a plan made. */
export interface CopyResult {
  /** Application id on Plivo to its id on Vobiz, those that were there before included. */
  readonly applications: Readonly<Record<string, string>>
  /** Sub-accounts made, with the token that can be read only now. Secret. */
  readonly subaccounts: readonly { readonly name: string; readonly authId: string; readonly authToken: string }[]
}

/** What applying needs beside the plan. */
export interface ApplyOptions {
  readonly state: VobizState
  readonly answers?: CopyAnswers
  /** Told before each step. */
  readonly onStep?: (step: CopyStep) => void
}

interface Made {
  readonly ids: Map<string, string>
  readonly subaccounts: { name: string; authId: string; authToken: string }[]
}

/**
 * Carries a plan out, one step after the other, and stops at the first that fails. Nothing is deleted or overwritten,
 * numbers are never bought, and a new plan after a failure holds what is left. A sub-account's token is in the result
 * and nowhere else.
 */
export async function applyCopy(client: Client, plan: CopyPlan, options: ApplyOptions): Promise<CopyResult> {
  const { state, answers = {}, onStep } = options
  const made: Made = { ids: new Map(state.applications.map(({ name, appId }) => [name, appId])), subaccounts: [] }
  const completed: string[] = []
  for (const step of plan.steps) {
    onStep?.(step)
    try {
      await take(client, step, { made, answers })
    } catch (error) {
      throw toIncomplete(error, { completed, result: toResult(plan, made), step })
    }
    completed.push(step.kind)
  }
  return toResult(plan, made)
}

function toResult({ names }: CopyPlan, { ids, subaccounts }: Made): CopyResult {
  const pairs = [...names].flatMap(([plivoId, name]) => {
    const id = ids.get(name)
    return id === undefined ? [] : [[plivoId, id]]
  })
  return { applications: Object.fromEntries(pairs), subaccounts }
}

interface Stopped {
  readonly completed: readonly string[]
  readonly result: CopyResult
  readonly step: CopyStep
}

/** A failure carries what was made: the token of a new sub-account can be read only once. */
function toIncomplete(error: unknown, { completed, result, step }: Stopped): unknown {
  if (!(error instanceof PlivoRestError)) return error
  const { outcome, status, statusText, apiID } = error
  const doubt = outcome === 'unknown' ? ' Nobody knows whether it was carried out: plan again to see.' : ''
  return new IncompleteError(`Stopped at ${step.kind} after ${completed.length} steps: ${error.message}${doubt}`, {
    code: 'incomplete',
    outcome,
    status,
    statusText,
    apiID,
    cause: error,
    completed,
    result,
  })
}

interface Taking {
  readonly made: Made
  readonly answers: CopyAnswers
}

async function take(client: Client, step: CopyStep, { made, answers }: Taking): Promise<void> {
  switch (step.kind) {
    case 'create-application': {
      const { appId } = await client.applications.create(step.name, { ...step.settings })
      made.ids.set(step.name, String(appId))
      return
    }
    case 'create-subaccount': {
      const { authId, authToken } = await client.subaccounts.create(step.name, step.enabled)
      made.subaccounts.push({ name: step.name, authId, authToken })
      return
    }
    case 'create-endpoint': {
      const password = answers.passwords?.[step.username] ?? ''
      const appId = step.application === undefined ? undefined : findId(made, step.application)
      await client.endpoints.create(step.username, password, step.alias === '' ? step.username : step.alias, appId)
      return
    }
    case 'attach-number':
      await client.numbers.update(step.number, { appId: findId(made, step.application) })
  }
}

function findId({ ids }: Made, name: string): string {
  const id = ids.get(name)
  if (id !== undefined) return id
  throw new PlivoRestError(`Application ${name} is not on the account. Plan again.`, {
    code: 'not-found',
    outcome: 'not-sent',
  })
}
