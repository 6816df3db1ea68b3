// #region model
/**
 * Your model goes here: what the caller said just now, and what was said before, oldest first.
 * Return the words to say, or { text, end_call: true } to say them and hang up.
 */
export async function askModel({ text, history }) {
  if (/\bbye\b/i.test(text)) return { text: 'Goodbye.', end_call: true }
  return `You said: ${text}. We have spoken ${history.length} times.`
}
// #endregion
