// Other majors and minors under names of their own: the calls that tests use have the types of the newest.
declare module 'express4' {
  import express from 'express'
  export = express
}
declare module 'express417' {
  import express from 'express'
  export = express
}
declare module 'koa2' {
  import Koa from 'koa'
  export = Koa
}
declare module 'koa20' {
  import Koa from 'koa'
  export = Koa
}
