import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vobizsignatures.VobizSignatures;

/** Calls the Java verifier for the tests: one call a line on stdin, one character a call on stdout. */
public final class Main {
  public static void main(String[] arguments) throws Exception {
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    StringBuilder answers = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      answers.append(answer(line.split("\t", -1)));
    }
    System.out.print(answers);
  }

  private static char answer(String[] f) {
    try {
      String method = decode(f[1]);
      String url = decode(f[2]);
      String nonce = decode(f[3]);
      String signature = decode(f[4]);
      Map<String, List<String>> form = pairs(f[6]);
      VobizSignatures.Tokens tokens = new VobizSignatures.Tokens(list(f[7]), list(f[8]));
      boolean valid;
      if (f[0].equals("verify")) {
        valid = VobizSignatures.verifyRequest(method, url, pairs(f[5]), form, tokens);
      } else if (f[0].equals("v2")) {
        valid = VobizSignatures.validateSignature(url, nonce, signature, tokens);
      } else {
        Map<String, String> single = new HashMap<>();
        form.forEach((name, values) -> single.put(name, values.get(0)));
        valid = VobizSignatures.validateSignatureV3(url, nonce, signature, tokens, method, single);
      }
      return valid ? '1' : '0';
    } catch (Exception error) {
      error.printStackTrace();
      return 'E';
    }
  }

  private static String decode(String text) throws Exception {
    return URLDecoder.decode(text, "UTF-8");
  }

  private static Map<String, List<String>> pairs(String text) throws Exception {
    Map<String, List<String>> found = new HashMap<>();
    for (String item : text.split("&")) {
      if (!item.isEmpty()) {
        int equals = item.indexOf('=');
        found
            .computeIfAbsent(decode(item.substring(0, equals)), name -> new ArrayList<>())
            .add(decode(item.substring(equals + 1)));
      }
    }
    return found;
  }

  private static List<String> list(String text) throws Exception {
    return pairs(text).getOrDefault("", new ArrayList<>());
  }
}
