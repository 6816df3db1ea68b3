import { STREAM_FIELDS, STREAM_FRAMES } from '@plivo-to-vobiz/mappings/callbacks'

/** What the rows say of a frame that has no equivalent. */
export const findFrameNote = (event: string): string | undefined =>
  STREAM_FRAMES.find((row) => row.event === event)?.note

/** What they say of a field. */
export const findFieldNote = (event: string, field: string): string | undefined =>
  STREAM_FIELDS.find((row) => row.event === event && row.field === field)?.note
