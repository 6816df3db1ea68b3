import { describe, expect, it } from 'vitest'
import { listOtherReadings, READING_CHOICES, READINGS } from './readings.ts'

describe('listOtherReadings', () => {
  it.each(['plivo', 'vobiz'] as const)('has every choice of %s but the usual ones, one at a time', (provider) => {
    const others = listOtherReadings(provider)
    const choices = Object.values(READING_CHOICES).flat().length
    expect(others).toHaveLength(choices - Object.keys(READING_CHOICES).length)
    for (const other of others) {
      expect(Object.keys(other)).toHaveLength(1)
      expect(READINGS[provider]).not.toMatchObject(other)
    }
  })
})
