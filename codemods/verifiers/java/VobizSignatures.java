package vobizsignatures;

import java.io.UnsupportedEncodingException;
import java.net.MalformedURLException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks the webhook signatures of Plivo and of Vobiz, for the time both send calls.
 *
 * <p>Written by plivo-to-vobiz. Needs Java 8 and its standard library. Running {@code plivo-to-vobiz migrate} again may
 * replace this file, so keep changes of your own elsewhere.
 *
 * <p>{@code validateSignatureV3} and {@code validateSignature} take the arguments of Plivo's methods of the same name,
 * with the tokens of both providers in the place of Plivo's, and accept a signature of either. {@code verifyRequest}
 * looks at a whole request and is the better choice for new code.
 *
 * <p>Every method answers true or false and throws nothing, whatever a remote sender puts into a request. An empty
 * token never matches, and digests are compared in constant time.
 *
 * <p>What is signed differs: Plivo V3 covers the URL, its query and the form; Vobiz covers the URL up to its query and
 * the nonce, and nothing else. The body and the query of a Vobiz request are not authenticated: put what must not be
 * forged into the path, and remember nonces for about five minutes to refuse replays.
 *
 * <p>The URL is the public one that the provider was given, not the one a proxy passes on. The form holds the fields of
 * the body; a servlet's {@code getParameterMap} holds those of the query too, which is right for GET alone.
 */
public final class VobizSignatures {

  private static final String[][] PLIVO_HEADERS = {
    {"v3", "X-Plivo-Signature-V3", "X-Plivo-Signature-Ma-V3", "X-Plivo-Signature-V3-Nonce"},
    {"v2", "X-Plivo-Signature-V2", "X-Plivo-Signature-Ma-V2", "X-Plivo-Signature-V2-Nonce"},
  };
  private static final String[][] VOBIZ_HEADERS = {
    {"v3", "X-Vobiz-Signature-V3", "X-Vobiz-Signature-MA-V3", "X-Vobiz-Signature-V3-Nonce"},
    {"v2", "X-Vobiz-Signature-V2", "X-Vobiz-Signature-MA-V2", "X-Vobiz-Signature-V2-Nonce"},
  };

  private static final Pattern ABSOLUTE = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*://[^/?#]");

  private VobizSignatures() {}

  /** The auth tokens of both accounts; several during rotation. An empty token never matches. */
  public static final class Tokens {
    private final List<String> plivo;
    private final List<String> vobiz;

    public Tokens(Collection<String> plivo, Collection<String> vobiz) {
      this.plivo = new ArrayList<>(plivo);
      this.vobiz = new ArrayList<>(vobiz);
    }

    /** One token of each; null for a provider that is refused. */
    public static Tokens of(String plivo, String vobiz) {
      return new Tokens(Collections.singletonList(plivo), Collections.singletonList(vobiz));
    }
  }

  /** {@link #isSignedV3} under the name of Plivo's method, with the exceptions that code around a call handles. */
  @SafeVarargs
  public static boolean validateSignatureV3(
      String url, String nonce, String signature, Tokens tokens, String method, Map<String, String>... params)
      throws NoSuchAlgorithmException, InvalidKeyException, MalformedURLException, UnsupportedEncodingException {
    return isSignedV3(url, nonce, signature, tokens, method, params);
  }

  /** {@link #isSignedV2} under the name of Plivo's method, with the exceptions that code around a call handles. */
  public static boolean validateSignature(String url, String nonce, String signature, Tokens tokens)
      throws NoSuchAlgorithmException, InvalidKeyException, MalformedURLException, UnsupportedEncodingException {
    return isSignedV2(url, nonce, signature, tokens);
  }

  /** Whether Plivo or Vobiz signed this request with a V3 signature. */
  @SafeVarargs
  public static boolean isSignedV3(
      String url, String nonce, String signature, Tokens tokens, String method, Map<String, String>... params) {
    Map<String, List<String>> form = new HashMap<>();
    for (Map<String, String> fields : params) {
      if (fields != null) {
        fields.forEach((name, value) -> form.put(name, Collections.singletonList(value)));
      }
    }
    boolean byPlivo = isSigned(plivoV3Text(method, url, nonce, toPairs(form)), nonce, signature, tokens.plivo, true);
    boolean byVobiz = isSigned(vobizText(url, nonce, "."), nonce, signature, tokens.vobiz, false);
    return byPlivo | byVobiz;
  }

  /** Whether Plivo or Vobiz signed this URL with a V2 signature. */
  public static boolean isSignedV2(String url, String nonce, String signature, Tokens tokens) {
    boolean byPlivo = isSigned(plivoV2Text(url, nonce), nonce, signature, tokens.plivo, true);
    boolean byVobiz = isSigned(vobizText(url, nonce, ""), nonce, signature, tokens.vobiz, false);
    return byPlivo | byVobiz;
  }

  /**
   * Whether Plivo or Vobiz signed this request, told by the headers it carries.
   *
   * <p>A request with headers of both providers is refused, and so is one with a header twice. The newest version that
   * is present decides; one that fails is never tried again as an older one. The main account's headers are accepted
   * with any of the tokens given, so give a main token only where requests of its sub-accounts arrive.
   *
   * @param headers every value of every header, names in any case
   * @param form every value of every field of the body, for Plivo V3
   */
  public static boolean verifyRequest(
      String method,
      String url,
      Map<String, ? extends Collection<String>> headers,
      Map<String, ? extends Collection<String>> form,
      Tokens tokens) {
    String[] plivo = readHeaders(headers, PLIVO_HEADERS);
    String[] vobiz = readHeaders(headers, VOBIZ_HEADERS);
    if ((plivo == null) == (vobiz == null)) {
      return false;
    }
    String[] found = plivo != null ? plivo : vobiz;
    boolean isV3 = found[0].equals("v3");
    String nonce = found[3];
    String text;
    if (vobiz != null) {
      text = vobizText(url, nonce, isV3 ? "." : "");
    } else {
      text = isV3 ? plivoV3Text(method, url, nonce, toPairs(form)) : plivoV2Text(url, nonce);
    }
    List<String> given = vobiz != null ? tokens.vobiz : tokens.plivo;
    boolean byOwn = isSigned(text, nonce, found[1], given, vobiz == null);
    boolean byMain = isSigned(text, nonce, found[2], given, vobiz == null);
    return byOwn | byMain;
  }

  /** Every token is tried, so that the place of a match does not show. */
  private static boolean isSigned(
      String text, String nonce, String signature, List<String> tokens, boolean mayBeList) {
    if (text == null || isEmpty(nonce) || isEmpty(signature)) {
      return false;
    }
    String[] entries = mayBeList ? signature.split(",", -1) : new String[] {signature};
    boolean matched = false;
    for (String token : tokens) {
      if (isEmpty(token)) {
        continue;
      }
      byte[] expected = Base64.getEncoder().encode(hmac(token, text));
      for (String entry : entries) {
        String one = mayBeList ? entry.replaceAll("^[ \t]+|[ \t]+$", "") : entry;
        matched |= MessageDigest.isEqual(expected, one.getBytes(StandardCharsets.UTF_8));
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

  /** What Vobiz signs: the URL up to its query, as written, then the nonce. */
  private static String vobizText(String url, String nonce, String separator) {
    String[] parts = splitUrl(url);
    return parts == null ? null : parts[0] + separator + nonce;
  }

  private static String plivoV2Text(String url, String nonce) {
    String[] parts = splitUrl(url);
    return parts == null ? null : withoutCredentials(parts[0]) + nonce;
  }

  /** What Plivo signs: the URL, its sorted query, the sorted form, then the nonce. */
  private static String plivoV3Text(String method, String url, String nonce, List<String[]> form) {
    String[] parts = splitUrl(url);
    String verb = method == null ? "" : method.toUpperCase(Locale.ROOT);
    if (parts == null || form == null || !(verb.equals("GET") || verb.equals("POST"))) {
      return null;
    }
    List<String[]> query = queryPairs(parts[1]);
    List<String[]> fields = new ArrayList<>(form);
    if (verb.equals("GET")) {
      for (String[] pair : form) {
        if (query.stream().noneMatch(known -> Arrays.equals(known, pair))) {
          query.add(pair);
        }
      }
      fields.clear();
    }
    String text = join(query, "=", "&");
    if (!text.isEmpty() && !fields.isEmpty()) {
      text += ".";
    }
    text += join(fields, "", "");
    String mark = query.isEmpty() && fields.isEmpty() ? "" : "?";
    return withoutCredentials(parts[0]) + mark + text + "." + nonce;
  }

  /** The URL before its query, and the query; null without scheme and host. Nothing is decoded or normalised. */
  private static String[] splitUrl(String url) {
    String text = url == null ? "" : url.trim();
    if (!ABSOLUTE.matcher(text).find()) {
      return null;
    }
    int hash = text.indexOf('#');
    String whole = hash < 0 ? text : text.substring(0, hash);
    int mark = whole.indexOf('?');
    return mark < 0 ? new String[] {whole, ""} : new String[] {whole.substring(0, mark), whole.substring(mark + 1)};
  }

  private static String withoutCredentials(String base) {
    int start = base.indexOf("://") + 3;
    int slash = base.indexOf('/', start);
    int end = slash < 0 ? base.length() : slash;
    int at = base.lastIndexOf('@', end - 1);
    return at < start ? base : base.substring(0, start) + base.substring(at + 1);
  }

  private static List<String[]> queryPairs(String query) {
    List<String[]> pairs = new ArrayList<>();
    for (String part : query.split("&")) {
      if (!part.isEmpty()) {
        int equals = part.indexOf('=');
        String name = equals < 0 ? part : part.substring(0, equals);
        pairs.add(new String[] {decode(name), decode(equals < 0 ? "" : part.substring(equals + 1))});
      }
    }
    return pairs;
  }

  private static List<String[]> toPairs(Map<String, ? extends Collection<String>> form) {
    List<String[]> pairs = new ArrayList<>();
    if (form != null) {
      form.forEach((name, values) -> values.forEach(value -> pairs.add(new String[] {name, value})));
    }
    boolean isWhole = pairs.stream().allMatch(pair -> pair[0] != null && pair[1] != null);
    return isWhole ? pairs : null;
  }

  /** Plus signs are blanks; an escape that is none stays as it is. */
  private static String decode(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer decoded = ByteBuffer.allocate(bytes.length);
    for (int index = 0; index < bytes.length; index++) {
      int high = bytes[index] == '%' && index + 2 < bytes.length ? fromHex(bytes[index + 1]) : -1;
      int low = high < 0 ? -1 : fromHex(bytes[index + 2]);
      if (low >= 0) {
        decoded.put((byte) (high << 4 | low));
        index += 2;
      } else {
        decoded.put(bytes[index] == '+' ? (byte) ' ' : bytes[index]);
      }
    }
    return new String(decoded.array(), 0, decoded.position(), StandardCharsets.UTF_8);
  }

  private static int fromHex(byte character) {
    return character < 0 ? -1 : Character.digit((char) character, 16);
  }

  /** By name, then value, each by UTF-16 code unit, as Plivo and Java sort. */
  private static String join(List<String[]> pairs, String between, String after) {
    List<String[]> sorted = new ArrayList<>(pairs);
    sorted.sort(Comparator.<String[], String>comparing(pair -> pair[0]).thenComparing(pair -> pair[1]));
    List<String> parts = new ArrayList<>();
    for (String[] pair : sorted) {
      parts.add(pair[0] + between + pair[1]);
    }
    return String.join(after, parts);
  }

  /** Version, own signature, main signature and nonce of the newest version that is present; null for none. */
  private static String[] readHeaders(Map<String, ? extends Collection<String>> headers, String[][] versions) {
    for (String[] names : versions) {
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
            if (name.equalsIgnoreCase(key)) {
              values.addAll(given);
            }
          });
    }
    return values;
  }
}
