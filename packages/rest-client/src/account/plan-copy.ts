import { toDigits } from '../phone-number.ts'
import type { AccountCopy, CopiedApplication } from './account-copy.ts'

/** What is on the Vobiz account already. */
export interface VobizState {
  readonly applications: readonly { readonly appId: string; readonly name: string }[]
  readonly endpoints: readonly string[]
  readonly subaccounts: readonly string[]
  /** Numbers with the application each is attached to. */
  readonly numbers: ReadonlyMap<string, string | undefined>
}

/** What a person adds. */
export interface CopyAnswers {
  /** Number on Plivo to the number on Vobiz that takes its place. */
  readonly numbers?: Readonly<Record<string, string>>
  /** Endpoint user name to the password it gets. */
  readonly passwords?: Readonly<Record<string, string>>
}

/** One change that `applyCopy` makes. `application` is a name: ids are known only once it exists. */
export type CopyStep =
  | {
      readonly kind: 'create-application'
      readonly name: string
      readonly plivoAppId: string
      readonly settings: Readonly<Record<string, unknown>>
    }
  | { readonly kind: 'create-subaccount'; readonly name: string; readonly enabled: boolean }
  | {
      readonly kind: 'create-endpoint'
      readonly username: string
      readonly alias: string
      readonly application: string | undefined
    }
  | { readonly kind: 'attach-number'; readonly number: string; readonly application: string }

/** Something only a person can do. */
export interface CopyTask {
  readonly code: 'application-name' | 'application-url' | 'endpoint-password' | 'number-to-buy' | 'number-not-found'
  readonly message: string
}

/** Steps in the order they are taken, and what is left to a person. */
export interface CopyPlan {
  readonly steps: readonly CopyStep[]
  readonly tasks: readonly CopyTask[]
  /** Application id on Plivo to the name it has, or gets, on Vobiz. */
  readonly names: ReadonlyMap<string, string>
}

/** Vobiz takes letters, digits, `-` and `_` in an application name. */
const toApplicationName = (name: string): string => name.trim().replace(/[^A-Za-z0-9_-]+/g, '-')

const hide = (number: string): string => `…${number.slice(-4)}`

/** What to do so that the Vobiz account holds what the copy holds. Planning twice after applying gives nothing to do. */
export function planCopy(copy: AccountCopy, state: VobizState, answers: CopyAnswers = {}): CopyPlan {
  const tasks: CopyTask[] = []
  const names = nameApplications(copy.applications, tasks)
  const planning: Planning = { state, names, tasks, answers }
  return {
    steps: [
      ...planApplications(copy, planning),
      ...planSubaccounts(copy, state),
      ...planEndpoints(copy, planning),
      ...planNumbers(copy, planning),
    ],
    tasks,
    names,
  }
}

interface Planning {
  readonly state: VobizState
  readonly names: ReadonlyMap<string, string>
  readonly tasks: CopyTask[]
  readonly answers: CopyAnswers
}

/** Names that differ on Plivo and would be one on Vobiz are left to a person. */
function nameApplications(applications: readonly CopiedApplication[], tasks: CopyTask[]): Map<string, string> {
  const names = new Map<string, string>()
  const taken = new Set<string>()
  for (const { appId, name } of applications) {
    const target = toApplicationName(name)
    if (target === '' || taken.has(target)) {
      tasks.push({
        code: 'application-name',
        message: `Application ${JSON.stringify(name)} needs a name of its own: Vobiz takes letters, digits, - and _, and ${JSON.stringify(target)} is ${target === '' ? 'empty' : 'taken'}. Rename it on Plivo and export again.`,
      })
      continue
    }
    taken.add(target)
    names.set(appId, target)
  }
  return names
}

function planApplications(copy: AccountCopy, { state, names, tasks }: Planning): readonly CopyStep[] {
  const there = new Set(state.applications.map(({ name }) => name))
  return copy.applications.flatMap(({ appId, settings }): readonly CopyStep[] => {
    const name = names.get(appId)
    if (name === undefined || there.has(name)) return []
    if (settings.answerUrl === undefined) {
      tasks.push({
        code: 'application-url',
        message: `Application ${name} has no answer URL, which Vobiz demands. Set one and export again.`,
      })
      return []
    }
    return [{ kind: 'create-application', name, plivoAppId: appId, settings }]
  })
}

function planSubaccounts(copy: AccountCopy, { subaccounts }: VobizState): readonly CopyStep[] {
  return copy.subaccounts
    .filter(({ name }) => !subaccounts.includes(name))
    .map(({ name, enabled }) => ({ kind: 'create-subaccount', name, enabled }))
}

function planEndpoints({ endpoints }: AccountCopy, { state, names, tasks, answers }: Planning): readonly CopyStep[] {
  return endpoints.flatMap(({ username, alias, appId }): readonly CopyStep[] => {
    if (state.endpoints.includes(username)) return []
    const application = appId === undefined ? undefined : names.get(appId)
    if (answers.passwords !== undefined && Object.hasOwn(answers.passwords, username))
      return [{ kind: 'create-endpoint', username, alias, application }]
    tasks.push({
      code: 'endpoint-password',
      message: `Endpoint ${username} needs a password: Plivo does not give it out. Put it into the passwords file and plan again.`,
    })
    return []
  })
}

function planNumbers({ numbers }: AccountCopy, { state, names, tasks, answers }: Planning): readonly CopyStep[] {
  return numbers.flatMap(({ number, country, region, appId }): readonly CopyStep[] => {
    const given =
      answers.numbers !== undefined && Object.hasOwn(answers.numbers, number) ? answers.numbers[number] : undefined
    if (given === undefined) {
      const place = [country, region].filter((part) => part !== undefined).join(', ')
      tasks.push({
        code: 'number-to-buy',
        message: `Number ${hide(number)}${place === '' ? '' : ` (${place})`} cannot move. Buy one on Vobiz, put the pair into the numbers file and plan again.`,
      })
      return []
    }
    const target = toDigits(given) ?? given
    if (!state.numbers.has(target)) {
      tasks.push({
        code: 'number-not-found',
        message: `Number ${hide(target)} of the numbers file is not on the Vobiz account. Buy it first.`,
      })
      return []
    }
    const application = appId === undefined ? undefined : names.get(appId)
    const attached = state.applications.find(({ appId: id }) => id === state.numbers.get(target))?.name
    return application === undefined || attached === application
      ? []
      : [{ kind: 'attach-number', number: target, application }]
  })
}
