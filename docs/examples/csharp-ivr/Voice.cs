using System;
using System.Collections.Generic;

namespace Lakeside.Ivr
{
    /// <summary>The URLs Plivo calls: each takes a form and gives the XML that follows, or nothing.</summary>
    public sealed class Voice
    {
        private readonly CallLog calls;
        private readonly string plivoNumber;
        private readonly string deskNumber;

        public Voice(CallLog calls, string plivoNumber, string deskNumber)
        {
            this.calls = calls;
            this.plivoNumber = plivoNumber;
            this.deskNumber = deskNumber;
            Routes = new Dictionary<string, Func<IDictionary<string, string>, string, string>>
            {
                ["/voice/answer"] = Answer,
                ["/voice/menu"] = Menu,
                ["/voice/dialed"] = Dialed,
                ["/voice/conference"] = Conference,
                ["/voice/conference-events"] = ConferenceEvents,
                ["/voice/voicemail"] = Voicemail,
                ["/voice/recorded"] = Recorded,
                ["/voice/ring"] = Ring,
                ["/voice/hangup"] = Hangup,
            };
        }

        /// <summary>By path; the second argument is the base URL that Plivo called.</summary>
        public IDictionary<string, Func<IDictionary<string, string>, string, string>> Routes { get; }

        private string Answer(IDictionary<string, string> form, string baseUrl)
        {
            calls.Note(form, "answer");
            return $@"<GetDigits action=""{baseUrl}/voice/menu"" method=""POST"" timeout=""7"" numDigits=""1"" retries=""2"" validDigits=""123"">
  <Speak>Welcome to the Lakeside Hotel. For the front desk, press 1. To join the meeting room, press 2. To leave a message, press 3.</Speak>
</GetDigits>
<Speak>We did not hear from you. Goodbye.</Speak>";
        }

        private string Menu(IDictionary<string, string> form, string baseUrl)
        {
            var digits = form.ContainsKey("Digits") ? form["Digits"] : "";
            calls.Note(form, "pressed " + digits);
            switch (digits)
            {
                case "1":
                    return $@"<Speak>Please hold while we connect you.</Speak>
<Dial action=""{baseUrl}/voice/dialed"" method=""POST"" timeout=""20"" callerId=""{plivoNumber}""><Number>{deskNumber}</Number></Dial>";
                case "2":
                    return $@"<Redirect method=""POST"">{baseUrl}/voice/conference</Redirect>";
                case "3":
                    return $@"<Redirect method=""POST"">{baseUrl}/voice/voicemail</Redirect>";
                default:
                    return $@"<Speak>Sorry, we do not know that key.</Speak>
<Redirect method=""POST"">{baseUrl}/voice/answer</Redirect>";
            }
        }

        private string Dialed(IDictionary<string, string> form, string baseUrl)
        {
            var status = form.ContainsKey("DialStatus") ? form["DialStatus"] : "";
            calls.Note(form, "dialed " + status);
            return status == "completed"
                ? "<Speak>Thank you for calling.</Speak><Hangup/>"
                : $@"<Speak>The front desk cannot take your call.</Speak>
<Redirect method=""POST"">{baseUrl}/voice/voicemail</Redirect>";
        }

        private string Conference(IDictionary<string, string> form, string baseUrl)
        {
            calls.Note(form, "conference");
            return $@"<Speak>You are joining the meeting room.</Speak>
<Conference callbackUrl=""{baseUrl}/voice/conference-events"" callbackMethod=""POST"" endConferenceOnExit=""false"">lakeside-meeting</Conference>";
        }

        private string ConferenceEvents(IDictionary<string, string> form, string baseUrl)
        {
            calls.Note(form, "conference " + (form.ContainsKey("ConferenceAction") ? form["ConferenceAction"] : ""));
            return null;
        }

        private string Voicemail(IDictionary<string, string> form, string baseUrl)
        {
            calls.Note(form, "voicemail");
            return $@"<Speak>Please leave a message after the tone, then press the hash key.</Speak>
<Record action=""{baseUrl}/voice/recorded"" method=""POST"" maxLength=""120"" finishOnKey=""#"" playBeep=""true""/>";
        }

        private string Recorded(IDictionary<string, string> form, string baseUrl)
        {
            calls.Note(form, "recorded");
            return "<Speak>Thank you. We will call you back.</Speak><Hangup/>";
        }

        private string Ring(IDictionary<string, string> form, string baseUrl)
        {
            calls.Note(form, "ring");
            return null;
        }

        private string Hangup(IDictionary<string, string> form, string baseUrl)
        {
            calls.Finish(form);
            return null;
        }
    }
}
