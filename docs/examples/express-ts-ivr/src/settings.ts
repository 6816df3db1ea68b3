export const settings = {
  authId: process.env.PLIVO_AUTH_ID ?? '',
  authToken: process.env.PLIVO_AUTH_TOKEN ?? '',
  publicUrl: process.env.PUBLIC_URL ?? 'http://localhost:3000',
  practice: process.env.PRACTICE_NUMBER ?? '+14155550100',
}
