import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plivo.api.util.Utils;
import java.util.HashMap;
import java.util.Map;

/**
 * Computes and checks Plivo signatures with the vendor's Java package: a JSON list of calls on stdin, a JSON list of
 * answers on stdout. The package throws on some input; such a call has neither a signature nor a yes.
 */
public class Oracle {
  public static void main(String[] arguments) throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    ArrayNode answers = mapper.createArrayNode();
    for (JsonNode call : mapper.readTree(System.in)) answers.add(ask(mapper.createObjectNode(), call));
    mapper.writeValue(System.out, answers);
  }

  private static ObjectNode ask(ObjectNode answer, JsonNode call) {
    String url = call.get("url").asText();
    String nonce = call.get("nonce").asText();
    String token = call.get("token").asText();
    String signature = call.get("signature").asText();
    // The package compares the method by identity; only a literal is GET to it.
    String method = call.get("method").asText().equals("GET") ? "GET" : "POST";
    Map<String, String> params = new HashMap<>();
    call.get("params").fields().forEachRemaining(entry -> params.put(entry.getKey(), entry.getValue().asText()));
    try {
      if (call.get("version").asText().equals("v2")) {
        answer.put("signature", Utils.computeSignature(url, nonce, token));
        return answer.put("valid", Utils.validateSignature(url, nonce, signature, token));
      }
      answer.put("signature", Utils.computeSignatureV3(url, nonce, token, method, params));
      return answer.put("valid", Utils.validateSignatureV3(url, nonce, signature, token, method, params));
    } catch (Exception thrown) {
      return answer.put("signature", "").put("valid", false);
    }
  }
}
