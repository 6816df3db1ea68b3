// Express 4 under a second name: its calls that tests use have the types of Express 5.
declare module 'express4' {
  import express from 'express'
  export = express
}
