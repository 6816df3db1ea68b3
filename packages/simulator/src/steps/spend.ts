import { Interruption } from '../call/interruption.ts'
import type { Session } from '../session.ts'

/** Time that passed, and what cut it short. */
export interface Spent {
  readonly seconds: number
  /** To be thrown once the element has told what it has to tell. */
  readonly stop?: Interruption
}

/** Lets time pass inside an element that has something to tell when it is cut short. */
export async function spend(seconds: number, session: Session): Promise<Spent> {
  const { call } = session
  const before = call.seconds
  try {
    await session.pass(seconds)
    return { seconds }
  } catch (error) {
    if (!(error instanceof Interruption)) throw error
    return { seconds: call.seconds - before, stop: error }
  }
}
