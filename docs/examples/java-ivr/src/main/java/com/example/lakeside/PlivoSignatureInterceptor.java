package com.example.lakeside;

import com.plivo.api.util.Utils;
import java.util.HashMap;
import java.util.Map;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;

/** Lets nobody but Plivo in: 403 unless the request carries Plivo's V3 signature. */
@Component
public class PlivoSignatureInterceptor implements HandlerInterceptor {
  private final String authToken;

  public PlivoSignatureInterceptor(@Value("${plivo.auth-token}") String authToken) {
    this.authToken = authToken;
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws Exception {
    String signature = request.getHeader("X-Plivo-Signature-V3");
    String nonce = request.getHeader("X-Plivo-Signature-V3-Nonce");
    if (signature == null || nonce == null) {
      response.sendError(403, "missing signature");
      return false;
    }
    String url = request.getRequestURL().toString();
    if (request.getQueryString() != null) {
      url += "?" + request.getQueryString();
    }
    Map<String, String> params = new HashMap<>();
    request.getParameterMap().forEach((name, values) -> params.put(name, values[0]));
    if (!Utils.validateSignatureV3(url, nonce, signature, authToken, request.getMethod(), params)) {
      response.sendError(403, "invalid signature");
      return false;
    }
    return true;
  }
}
