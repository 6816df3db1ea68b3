export { basename, dirname, extname, join, posix, relative, resolve, sep } from 'pathe'
