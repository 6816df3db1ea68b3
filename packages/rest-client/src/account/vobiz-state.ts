import type { Client } from '../client.ts'
import { toDigits } from '../phone-number.ts'
import type { ListMeta, ListOptions } from '../surface/results.ts'
import type { VobizState } from './plan-copy.ts'

const PAGE = 20

type List<T> = (options: ListOptions) => Promise<readonly T[] & { readonly meta: ListMeta }>

/** Every object of a list, page by page. */
async function readAll<T>(list: List<T>): Promise<readonly T[]> {
  const all: T[] = []
  for (;;) {
    const page = await list({ limit: PAGE, offset: all.length })
    all.push(...page)
    if (page.length === 0 || all.length >= page.meta.totalCount) return all
  }
}

/** What is on a Vobiz account already, as `planCopy` needs it. Only reads. */
export async function readVobizState(client: Client): Promise<VobizState> {
  const applications = await readAll((page) => client.applications.list(page))
  const endpoints = await readAll((page) => client.endpoints.list(page))
  const subaccounts = await readAll((page) => client.subaccounts.list(page))
  const numbers = await readAll((page) => client.numbers.list(page))
  return {
    applications: applications.map(({ appId, appName }) => ({ appId: String(appId), name: appName ?? '' })),
    endpoints: endpoints.flatMap(({ username }) => username ?? []),
    subaccounts: subaccounts.flatMap(({ name }) => name ?? []),
    numbers: new Map(
      numbers.map(({ number, application }) => [
        toDigits(number) ?? number,
        application === undefined || application === null ? undefined : String(application),
      ]),
    ),
  }
}
