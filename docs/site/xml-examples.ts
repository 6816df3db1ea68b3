/** Documents of the kind people have, to begin with. */
export const XML_EXAMPLES = [
  {
    name: 'Menu',
    xml: `<Response>
  <GetDigits action="https://ivr.example.com/menu" method="POST" numDigits="1" timeout="7" retries="2"
             validDigits="12" invalidDigitsSound="https://ivr.example.com/sounds/no.mp3">
    <Speak voice="WOMAN" language="en-GB">Press 1 for sales, 2 for support.</Speak>
  </GetDigits>
  <Speak>We did not get your choice. Goodbye.</Speak>
</Response>
`,
  },
  {
    name: 'Transfer',
    xml: `<Response>
  <Dial action="https://ivr.example.com/dialled" timeout="25" callerId="+14155550100" dialMusic="real">
    <Number sendDigits="wwww2410">+14155550133</Number>
    <User>sip:alice1234@phone.plivo.com</User>
  </Dial>
</Response>
`,
  },
  {
    name: 'Conference',
    xml: `<Response>
  <Conference callbackUrl="https://ivr.example.com/room" enterSound="beep:1" maxMembers="5">weekly</Conference>
</Response>
`,
  },
  {
    name: 'Voicemail',
    xml: `<Response>
  <Speak>Leave a message after the tone.</Speak>
  <Record action="https://ivr.example.com/message" maxLength="60" finishOnKey="#" transcriptionType="auto"
          transcriptionUrl="https://ivr.example.com/text"/>
</Response>
`,
  },
  {
    name: 'Message in a call',
    xml: `<Response>
  <Message src="+14155550100" dst="+14155550133">We called you.</Message>
  <Hangup reason="busy"/>
</Response>
`,
  },
] as const
