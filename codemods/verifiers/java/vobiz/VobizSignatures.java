package vobizsignatures;

import java.io.UnsupportedEncodingException;
import java.net.MalformedURLException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks the webhook signatures of Vobiz.
 *
 * <p>Written by plivo-to-vobiz. Needs Java 8 and its standard library. Running {@code plivo-to-vobiz migrate} again may
 * replace this file, so keep changes of your own elsewhere.
 *
 * <p>{@code validateSignatureV3} and {@code validateSignature} take the arguments of Plivo's methods of the same name,
 * so that calls keep their shape. {@code verifyRequest} looks at a whole request and is the better choice for new code.
 *
 * <p>Every method answers true or false and throws nothing, whatever a remote sender puts into a request. An empty
 * token never matches, and digests are compared in constant time.
 *
 * <p>Vobiz signs the URL up to its query and the nonce, and nothing else. The body and the query of a request are not
 * authenticated: put what must not be forged into the path, and remember nonces for about five minutes to refuse
 * replays.
 *
 * <p>The URL is the public one that Vobiz was given, not the one a proxy passes on.
 */
public final class VobizSignatures {

  private static final String[][] VOBIZ_HEADERS = {
    {"v3", "X-Vobiz-Signature-V3", "X-Vobiz-Signature-MA-V3", "X-Vobiz-Signature-V3-Nonce"},
    {"v2", "X-Vobiz-Signature-V2", "X-Vobiz-Signature-MA-V2", "X-Vobiz-Signature-V2-Nonce"},
  };

  private static final Pattern ABSOLUTE = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*://[^/?#]");

  private VobizSignatures() {}

  /** The account's auth tokens: several during rotation. An empty token never matches. */
  public static final class Tokens {
    private final List<String> vobiz;

    public Tokens(Collection<String> vobiz) {
      this.vobiz = new ArrayList<>(vobiz);
    }

    /** One or several tokens. */
    public static Tokens of(String... vobiz) {
      List<String> given = new ArrayList<>();
      Collections.addAll(given, vobiz);
      return new Tokens(given);
    }
  }

  /** {@link #isSignedV3} under the name of Plivo's method, with the exceptions that code around a call handles. */
  @SafeVarargs
  public static boolean validateSignatureV3(
      String url, String nonce, String signature, String authToken, String method, Map<String, String>... params)
      throws NoSuchAlgorithmException, InvalidKeyException, MalformedURLException, UnsupportedEncodingException {
    return isSignedV3(url, nonce, signature, Tokens.of(authToken), method, params);
  }

  /** {@link #isSignedV3} under the name of Plivo's method, with the exceptions that code around a call handles. */
  @SafeVarargs
  public static boolean validateSignatureV3(
      String url, String nonce, String signature, Tokens tokens, String method, Map<String, String>... params)
      throws NoSuchAlgorithmException, InvalidKeyException, MalformedURLException, UnsupportedEncodingException {
    return isSignedV3(url, nonce, signature, tokens, method, params);
  }

  /** {@link #isSignedV2} under the name of Plivo's method, with the exceptions that code around a call handles. */
  public static boolean validateSignature(String url, String nonce, String signature, String authToken)
      throws NoSuchAlgorithmException, InvalidKeyException, MalformedURLException, UnsupportedEncodingException {
    return isSignedV2(url, nonce, signature, Tokens.of(authToken));
  }

  /** {@link #isSignedV2} under the name of Plivo's method, with the exceptions that code around a call handles. */
  public static boolean validateSignature(String url, String nonce, String signature, Tokens tokens)
      throws NoSuchAlgorithmException, InvalidKeyException, MalformedURLException, UnsupportedEncodingException {
    return isSignedV2(url, nonce, signature, tokens);
  }

  /** Whether Vobiz signed this URL with a V3 signature. Method and parameters are not covered, and ignored. */
  @SafeVarargs
  public static boolean isSignedV3(
      String url, String nonce, String signature, Tokens tokens, String method, Map<String, String>... params) {
    return isSigned(vobizText(url, nonce, "."), nonce, signature, tokens);
  }

  /** The same with one token. */
  @SafeVarargs
  public static boolean isSignedV3(
      String url, String nonce, String signature, String authToken, String method, Map<String, String>... params) {
    return isSignedV3(url, nonce, signature, Tokens.of(authToken), method, params);
  }

  /** Whether Vobiz signed this URL with a V2 signature. */
  public static boolean isSignedV2(String url, String nonce, String signature, Tokens tokens) {
    return isSigned(vobizText(url, nonce, ""), nonce, signature, tokens);
  }

  /** The same with one token. */
  public static boolean isSignedV2(String url, String nonce, String signature, String authToken) {
    return isSignedV2(url, nonce, signature, Tokens.of(authToken));
  }

  /**
   * Whether Vobiz signed this request, told by the headers it carries.
   *
   * <p>A request with a header twice is refused. The newest version that is present decides; one that fails is never
   * tried again as an older one. The main account's headers are accepted with any of the tokens given, so give a main
   * token only where requests of its sub-accounts arrive.
   *
   * @param method not covered by the signature, ignored
   * @param headers every value of every header, names in any case
   * @param form not covered by the signature, ignored
   */
  public static boolean verifyRequest(
      String method,
      String url,
      Map<String, ? extends Collection<String>> headers,
      Map<String, ? extends Collection<String>> form,
      Tokens tokens) {
    String[] found = readHeaders(headers);
    if (found == null) {
      return false;
    }
    String nonce = found[3];
    String text = vobizText(url, nonce, found[0].equals("v3") ? "." : "");
    boolean byOwn = isSigned(text, nonce, found[1], tokens);
    boolean byMain = isSigned(text, nonce, found[2], tokens);
    return byOwn | byMain;
  }

  /** Every token is tried, so that the place of a match does not show. */
  private static boolean isSigned(String text, String nonce, String signature, Tokens tokens) {
    if (text == null || isEmpty(nonce) || isEmpty(signature) || tokens == null) {
      return false;
    }
    byte[] received = signature.getBytes(StandardCharsets.UTF_8);
    boolean matched = false;
    for (String token : tokens.vobiz) {
      if (!isEmpty(token)) {
        matched |= MessageDigest.isEqual(Base64.getEncoder().encode(hmac(token, text)), received);
      }
    }
    return matched;
  }

  private static byte[] hmac(String token, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException error) {
      throw new IllegalStateException("This Java has no HmacSHA256, which every Java must have.", error);
    }
  }

  private static boolean isEmpty(String text) {
    return text == null || text.isEmpty();
  }

  /** What Vobiz signs: the URL up to its query, as written, then the nonce. Nothing is decoded or normalised. */
  private static String vobizText(String url, String nonce, String separator) {
    String text = url == null ? "" : url.trim();
    return ABSOLUTE.matcher(text).find() ? text.split("[?#]", 2)[0] + separator + nonce : null;
  }

  /** Version, own signature, main signature and nonce of the newest version that is present; null for none. */
  private static String[] readHeaders(Map<String, ? extends Collection<String>> headers) {
    for (String[] names : VOBIZ_HEADERS) {
      String[] found = {names[0], "", "", ""};
      boolean isThere = false;
      for (int index = 1; index < names.length; index++) {
        List<String> values = readHeader(headers, names[index]);
        isThere |= !values.isEmpty();
        // A header that is there twice counts as one without a value.
        found[index] = values.size() == 1 && values.get(0) != null ? values.get(0) : "";
      }
      if (isThere) {
        return found;
      }
    }
    return null;
  }

  private static List<String> readHeader(Map<String, ? extends Collection<String>> headers, String name) {
    List<String> values = new ArrayList<>();
    if (headers != null) {
      headers.forEach(
          (key, given) -> {
            if (name.equalsIgnoreCase(key) && given != null) {
              values.addAll(given);
            }
          });
    }
    return values;
  }
}
