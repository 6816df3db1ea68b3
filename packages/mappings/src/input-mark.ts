/**
 * Query parameter the shim puts on actions of input elements given to Vobiz, by which it knows the try a result belongs
 * to. No application sees it. Ours and no provider's: named here since whoever compares calls must know it.
 */
export const INPUT_MARK = 'p2v-try'
