import { expect, it } from 'vitest'
import { createOriginCheck } from './origin.ts'

const isHere = createOriginCheck(['https://voice.example.com/base', 'http://voice.example.com:8080'])

it.each([
  'https://voice.example.com',
  'https://voice.example.com/menu',
  'https://voice.example.com?a=1',
  'https://name:password@voice.example.com/menu',
  'HTTPS://Voice.Example.Com/menu',
  'https://voice.example.com:443/menu',
  'http://voice.example.com:8080/menu',
])('%s is here', (url) => {
  expect(isHere(url)).toBe(true)
})

it.each([
  '/menu',
  'http://voice.example.com/menu',
  'https://voice.example.com:8443/menu',
  'https://voice.example.com.evil.example/menu',
  'https://voice.example.com@evil.example/menu',
  'https://evil.example\\@voice.example.com/menu',
  'https://evil.example/https://voice.example.com/',
  'wss://voice.example.com/menu',
  '',
])('%s is not', (url) => {
  expect(isHere(url)).toBe(false)
})
