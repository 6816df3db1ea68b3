import { expect, it } from 'vitest'
import { soak } from '../bench/gateway/soak.ts'

/** The short form of `npm run soak`: what it says of memory needs minutes, what it says of failures does not. */
it('outlives its application under load, and fails no request but with 502 while it is away', async () => {
  const report = await soak({ minutes: 0.15, rate: 60, kills: 2, outageMs: 1200, sampleMs: 2000 })
  expect(report.alive).toBe(true)
  expect(Object.keys(report.failures).filter((what) => what !== '502')).toEqual([])
  expect(report.failures['502']).toBeGreaterThan(0)
  expect(report.unexplained).toBe(0)
  expect(report.ok).toBeGreaterThan(0)
  expect(report.samples.every(({ heap }) => heap > 0)).toBe(true)
})
