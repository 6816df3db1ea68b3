/**
 * What goes wrong between the provider and the application, on purpose. Any of them may be combined.
 *
 * - `duplicate`: every webhook arrives twice, byte for byte.
 * - `reordered`: webhooks that only tell something arrive after the one that follows them.
 * - `late-record`: the webhook that tells of a recorded file comes an hour after the call.
 * - `unsigned`: no signature headers; an application should refuse all of it.
 * - `wrong-token`: signed with a token that is not the account's; to be refused as well.
 * - `slow-network`: the answer to the first delivery comes too late, so the provider delivers again.
 */
export type Fault = (typeof FAULTS)[number]

/** All fault switches, in the order they are listed to a user. */
export const FAULTS = ['duplicate', 'reordered', 'late-record', 'unsigned', 'wrong-token', 'slow-network'] as const

/** Whether an application that is in order refuses every webhook sent with these faults. */
export const isForged = (faults: ReadonlySet<Fault>): boolean => faults.has('unsigned') || faults.has('wrong-token')
