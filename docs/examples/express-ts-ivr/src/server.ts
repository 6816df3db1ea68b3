import { createApp } from './app.js'

const server = createApp().listen(Number(process.env.PORT ?? 3000), process.env.HOST ?? '0.0.0.0', () => {
  const address = server.address()
  console.log(`listening on port ${typeof address === 'object' && address !== null ? address.port : ''}`)
})
