/** Why a line that names Plivo needs nothing done, by a stable code. */
export const MENTION_REASONS = {
  comment: 'A comment.',
  environment: 'The name of a setting; Plivo’s calls need it until they end.',
  label: 'A label the application gave.',
  link: 'A link for people.',
  'local-module': 'A module of the application.',
  name: 'A name the application chose.',
  ours: 'One of our packages.',
  path: 'An address or a file name of the application.',
  pattern: 'A regular expression.',
  sdk: 'A value of the SDK that is reported where it is made.',
  text: 'Text that people read.',
} as const

/** A code of the table. */
export type MentionReason = keyof typeof MENTION_REASONS
