import { ATTRIBUTE } from '@plivo-to-vobiz/mappings'
import type { XmlElement } from '../../document/read-document.ts'
import type { Session } from '../../session.ts'
import { playSound } from '../sound.ts'

/** Asks whoever answers to press a key before being connected, when the element says so. */
export async function isConfirmed(
  { name, attributes }: XmlElement,
  session: Session,
  pressed: string | undefined,
): Promise<boolean> {
  const url = attributes[ATTRIBUTE.confirmSound]
  const key = attributes[ATTRIBUTE.confirmKey]
  if (!url) return true
  await playSound({ moment: 'dial-sound', url }, name, session)
  const given = pressed ?? key
  if (!key || given === key) return true
  session.note(name, 'waits', 'while the other side does not confirm the call')
  return false
}
