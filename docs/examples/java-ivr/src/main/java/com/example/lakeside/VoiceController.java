package com.example.lakeside;

import com.plivo.api.xml.Conference;
import com.plivo.api.xml.Dial;
import com.plivo.api.xml.GetDigits;
import com.plivo.api.xml.Hangup;
import com.plivo.api.xml.Number;
import com.plivo.api.xml.Record;
import com.plivo.api.xml.Redirect;
import com.plivo.api.xml.Response;
import com.plivo.api.xml.ResponseNestable;
import com.plivo.api.xml.Speak;
import java.util.Collection;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The URLs Plivo calls. */
@RestController
public class VoiceController {
  private final CallLog calls;
  private final String plivoNumber;
  private final String deskNumber;

  public VoiceController(
      CallLog calls,
      @Value("${plivo.number}") String plivoNumber,
      @Value("${desk.number}") String deskNumber) {
    this.calls = calls;
    this.plivoNumber = plivoNumber;
    this.deskNumber = deskNumber;
  }

  @PostMapping(value = "/voice/answer", produces = MediaType.APPLICATION_XML_VALUE)
  public String answer(@RequestParam Map<String, String> params) throws Exception {
    calls.note(params, "answer");
    GetDigits menu =
        new GetDigits()
            .action(url("/voice/menu"))
            .method("POST")
            .timeout(7)
            .numDigits(1)
            .retries(2)
            .validDigits("123")
            .children(
                new Speak(
                    "Welcome to the Lakeside Hotel. For the front desk, press 1. "
                        + "To join the meeting room, press 2. To leave a message, press 3."));
    return reply(menu, new Speak("We did not hear from you. Goodbye."));
  }

  @PostMapping(value = "/voice/menu", produces = MediaType.APPLICATION_XML_VALUE)
  public String menu(@RequestParam Map<String, String> params) throws Exception {
    String digits = params.getOrDefault("Digits", "");
    calls.note(params, "pressed " + digits);
    switch (digits) {
      case "1":
        Dial dial =
            new Dial()
                .action(url("/voice/dialed"))
                .method("POST")
                .timeout(20)
                .callerId(plivoNumber)
                .children(new Number(deskNumber));
        return reply(new Speak("Please hold while we connect you."), dial);
      case "2":
        return reply(redirect("/voice/conference"));
      case "3":
        return reply(redirect("/voice/voicemail"));
      default:
        return reply(new Speak("Sorry, we do not know that key."), redirect("/voice/answer"));
    }
  }

  @PostMapping(value = "/voice/dialed", produces = MediaType.APPLICATION_XML_VALUE)
  public String dialed(@RequestParam Map<String, String> params) throws Exception {
    String status = params.get("DialStatus");
    calls.note(params, "dialed " + status);
    if ("completed".equals(status)) {
      return reply(new Speak("Thank you for calling."), new Hangup());
    }
    return reply(
        new Speak("The front desk cannot take your call."), redirect("/voice/voicemail"));
  }

  @PostMapping(value = "/voice/conference", produces = MediaType.APPLICATION_XML_VALUE)
  public String conference(@RequestParam Map<String, String> params) throws Exception {
    calls.note(params, "conference");
    return reply(
        new Speak("You are joining the meeting room."),
        new Conference("lakeside-meeting")
            .callbackUrl(url("/voice/conference-events"))
            .callbackMethod("POST")
            .endConferenceOnExit(false));
  }

  @PostMapping("/voice/conference-events")
  public void conferenceEvents(@RequestParam Map<String, String> params) {
    calls.note(params, "conference " + params.get("ConferenceAction"));
  }

  @PostMapping(value = "/voice/voicemail", produces = MediaType.APPLICATION_XML_VALUE)
  public String voicemail(@RequestParam Map<String, String> params) throws Exception {
    calls.note(params, "voicemail");
    return reply(
        new Speak("Please leave a message after the tone, then press the hash key."),
        new Record(url("/voice/recorded"))
            .method("POST")
            .maxLength(120)
            .finishOnKey("#")
            .playBeep(true));
  }

  @PostMapping(value = "/voice/recorded", produces = MediaType.APPLICATION_XML_VALUE)
  public String recorded(@RequestParam Map<String, String> params) throws Exception {
    calls.note(params, "recorded").message = params.get("RecordUrl");
    return reply(new Speak("Thank you. We will call you back."), new Hangup());
  }

  @PostMapping("/voice/ring")
  public void ring(@RequestParam Map<String, String> params) {
    calls.note(params, "ring");
  }

  @PostMapping("/voice/hangup")
  public void hangup(@RequestParam Map<String, String> params) {
    calls.finish(params);
  }

  /** Behind the VPN. */
  @GetMapping("/admin/calls")
  public Collection<CallLog.Call> calls() {
    return calls.all();
  }

  private static String reply(ResponseNestable... elements) throws Exception {
    return new Response().children(elements).toXmlString();
  }

  private static Redirect redirect(String path) {
    return new Redirect(url(path)).method("POST");
  }

  private static String url(String path) {
    return ServletUriComponentsBuilder.fromCurrentContextPath().path(path).toUriString();
  }
}
