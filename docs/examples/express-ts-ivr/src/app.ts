import express from 'express'
import { guard } from './guard.js'
import { remind, stop } from './reminders.js'
import { voice } from './voice.js'

export function createApp(): express.Express {
  const app = express()
  app.use(express.urlencoded({ extended: false }))
  app.use(express.json())
  app.post('/voice/{*path}', guard)
  app.use('/voice', voice)
  app.post('/reminders', async (req, res) => {
    res.status(202).json({ id: await remind(req.body.to) })
  })
  app.delete('/calls/:uuid', async (req, res) => {
    res.sendStatus(await stop(req.params.uuid))
  })
  return app
}
