/** One page that tells how the cut-over goes. */
export {
  createStatus,
  type Status,
  type StatusFastifyReply,
  type StatusKoaContext,
  type StatusOptions,
} from './create-status.ts'
export type { Bar, Figures, HandlerFigures, Range, Refusal, Seen } from './figures.ts'
