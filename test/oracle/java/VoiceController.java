package com.example.calls;

import com.plivo.api.util.Utils;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.http.HttpStatus;
import org.springframework.lang.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Actions that take the signature as parameters, in every form that Spring knows. */
@RestController
@SpringBootApplication
@RequestMapping("/voice")
public class VoiceController {
  private static final String BASE = "https://ivr.example.com/voice";
  private static final String NONCE = "X-Plivo-Signature-V3-Nonce";
  private final String token = System.getenv("PLIVO_AUTH_TOKEN");

  public static void main(String[] args) {
    SpringApplication.run(VoiceController.class, args);
  }

  @PostMapping("/required")
  public String required(
      @RequestHeader("X-Plivo-Signature-V3") String signature,
      @RequestHeader(NONCE) String nonce,
      @RequestParam Map<String, String> params)
      throws Exception {
    return reply(Utils.validateSignatureV3(BASE + "/required", nonce, signature, token, "POST", params));
  }

  @PostMapping("/optional")
  public String optional(
      @RequestHeader(value = "X-Plivo-Signature-V3", required = false) String signature,
      @RequestHeader(name = NONCE, required = false) final String nonce,
      @RequestParam Map<String, String> params)
      throws Exception {
    if (signature == null || nonce == null) {
      throw new ResponseStatusException(HttpStatus.UNAUTHORIZED);
    }
    return reply(Utils.validateSignatureV3(BASE + "/optional", nonce, signature, token, "POST", params));
  }

  @PostMapping("/preset")
  public String preset(@RequestHeader(name = "X-Plivo-Signature-V3", defaultValue = "") String signature, @Nullable @RequestHeader(NONCE) String nonce, @RequestParam Map<String, String> params) throws Exception { return reply(nonce != null && Utils.validateSignatureV3(BASE + "/preset", nonce, signature, token, "POST", params)); }

  @PostMapping("/second")
  public String second(
      @RequestHeader(required = true, value = "X-Plivo-Signature-V2") String signature,
      @RequestHeader("X-Plivo-Signature-V2-Nonce") String nonce)
      throws Exception {
    return reply(Utils.validateSignature(BASE + "/second", nonce, signature, token));
  }

  private static String reply(boolean isGenuine) {
    if (!isGenuine) {
      throw new ResponseStatusException(HttpStatus.FORBIDDEN);
    }
    return "<Response/>";
  }
}
