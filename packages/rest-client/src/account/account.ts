/** Sets up on Vobiz what a Plivo account holds. */
export {
  type AccountCopy,
  type CopiedApplication,
  type CopiedEndpoint,
  type CopiedNumber,
  type CopiedSubaccount,
  isAccountCopy,
} from './account-copy.ts'
export { type ApplyOptions, applyCopy, type CopyResult } from './apply-copy.ts'
export {
  type CopyAnswers,
  type CopyPlan,
  type CopyStep,
  type CopyTask,
  planCopy,
  type VobizState,
} from './plan-copy.ts'
export { type PlivoAccount, readPlivoAccount } from './read-plivo.ts'
export { readVobizState } from './vobiz-state.ts'
